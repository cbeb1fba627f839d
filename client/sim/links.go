package sim

// link is a pair of engines that a job replicates between.
type link uint8

const (
	mysqlMySQL link = iota
	oracleGauss
	redisGemini
	clusterGemini
	mongoDDS
	pgPG
	mysqlTaurus
	mysqlKafka
	gaussKafka
	mysqlDR
	linkCount
)

// pair is what the wire says of a link. The generations name the same link
// differently; v5 is empty where only v3 serves it.
type pair struct {
	v5, v3   string
	from, to string // db_type
	port     int
	v5ends   [2]string // endpoint_name of source and destination
}

func (l link) pair() pair {
	switch l {
	case mysqlMySQL:
		return pair{"mysql-to-mysql", "mysql", "mysql", "mysql", 3306, [2]string{"mysql", "cloud_mysql"}}
	case oracleGauss:
		return pair{"oracle-to-gaussdbv5", "oracle-to-gaussdbv5", "oracle", "gaussdbv5", 1521, [2]string{"oracle", "cloud_gaussdbv5"}}
	case redisGemini:
		return pair{"redis-to-gaussredis", "redis-to-gaussredis", "redis", "gaussredis", 6379, [2]string{"redis", "cloud_gaussdb_redis"}}
	case clusterGemini:
		return pair{"rediscluster-to-gaussredis", "rediscluster-to-gaussredis", "rediscluster", "gaussredis", 6379, [2]string{"rediscluster", "cloud_gaussdb_redis"}}
	case mongoDDS:
		return pair{"", "mongodb", "mongodb", "mongodb", 0, [2]string{}}
	case pgPG:
		return pair{"", "postgresql", "postgresql", "postgresql", 5432, [2]string{}}
	case mysqlTaurus:
		return pair{"", "mysql-to-taurus", "mysql", "taurus", 3306, [2]string{}}
	case mysqlKafka:
		return pair{"", "mysql-to-kafka", "mysql", "kafka", 3306, [2]string{"mysql", "cloud_kafka"}}
	case gaussKafka:
		return pair{"", "gaussdbv5ha-to-kafka", "gaussdbv5ha", "kafka", 8000, [2]string{}}
	case mysqlDR:
		return pair{"", "cloudDataGuard-mysql", "mysql", "mysql", 3306, [2]string{}}
	case linkCount:
	}
	return pair{}
}

// generations tells which lists show jobs of the link.
func (l link) generations() generation {
	switch l {
	case mysqlMySQL, oracleGauss:
		return v5 | v3
	case redisGemini, clusterGemini:
		return v5
	case mongoDDS, pgPG, mysqlTaurus, mysqlKafka, gaussKafka, mysqlDR, linkCount:
	}
	return v3
}

// scenario is the use such a link is mostly put to.
func (l link) scenario() scenario {
	switch l {
	case redisGemini, clusterGemini, mongoDDS:
		return migration
	case mysqlDR:
		return dr
	case mysqlMySQL, oracleGauss, pgPG, mysqlTaurus, mysqlKafka, gaussKafka, linkCount:
	}
	return synchronisation
}

// incrementalOnly tells of links that stream changes and copy nothing first.
func (l link) incrementalOnly() bool { return l == mysqlKafka || l == gaussKafka }
