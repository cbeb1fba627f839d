package model

import "strings"

// endEngines are the db_type of both ends that an engine_type of either
// generation stands for; empty where that is not known.
func endEngines(link string) (from, to string) {
	code, dr := strings.CutPrefix(link, string(DR)+"-")
	if a, b, ok := strings.Cut(code, "-to-"); ok && a != "" && b != "" {
		return a, b
	}
	switch code {
	case "mysql", "mongodb", "gaussdbv5", "postgresql": // codes of v3: the same engine at both ends
		return code, code
	}
	if dr {
		return code, code
	}
	return "", ""
}

// endName is the endpoint_name of an engine and where it runs, as the contract
// lists them; "" where it lists none.
func endName(engine, kind string) string {
	name := endSort(engine, kind)
	switch name {
	case "oracle", "ecs_oracle", "cloud_gaussdbv5",
		"mysql", "ecs_mysql", "cloud_mysql",
		"redis", "ecs_redis", "rediscluster", "ecs_rediscluster", "cloud_gaussdb_redis",
		"postgresql", "ecs_postgresql", "cloud_postgresql",
		"mongodb", "ecs_mongodb", "cloud_mongodb",
		"kafka", "ecs_kafka", "cloud_kafka", "cloud_gaussdbv5ha":
		return name
	}
	return ""
}

// endSort is how the contract forms an endpoint_name: where it runs, and the
// engine; on an own server the engine alone.
func endSort(engine, kind string) string {
	if engine == "gaussredis" {
		engine = "gaussdb_redis"
	}
	if kind == "ecs" || kind == "cloud" {
		return kind + "_" + engine
	}
	return engine
}

// portsInAddress is how many host:port pairs an engine takes in its address;
// zero for one that has its port apart.
func portsInAddress(engine string) int {
	switch engine {
	case "mongodb":
		return 3
	case "rediscluster":
		return 32
	}
	return 0
}

// mayLackLogin reports engines that may be open to everybody.
func mayLackLogin(engine string) bool {
	switch engine {
	case "redis", "rediscluster", "gaussredis", "kafka":
		return true
	}
	return false
}

// engineNames are a link with the names that its databases are sold under, and
// its code: "Oracle to GaussDB Distributed, oracle-to-gaussdbv5".
func engineNames(code string) string {
	from, to := endEngines(code)
	if from == "" || to == "" {
		return Clean(code)
	}
	from = engineName(from)
	if code == "mongodb" { // the service's own MongoDB
		to = "Document Database Service"
	}
	return Clean(from + " to " + engineName(to) + ", " + code)
}

// engineName is what a db_type is called in full (DRS: db_type).
func engineName(engine string) string {
	switch engine {
	case "oracle":
		return "Oracle"
	case "mysql":
		return "MySQL"
	case "mariadb":
		return "MariaDB"
	case "taurus":
		return "TaurusDB"
	case "redis":
		return "Redis"
	case "rediscluster":
		return "Redis Cluster"
	case "gaussredis":
		return "GeminiDB Redis"
	case "mongodb":
		return "MongoDB"
	case "postgresql":
		return "PostgreSQL"
	case "kafka":
		return "Kafka"
	case "gaussdbv5":
		return "GaussDB Distributed"
	case "gaussdbv5ha":
		return "GaussDB Primary/Standby"
	}
	return engine
}
