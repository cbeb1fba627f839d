package sim

import "time"

const day = 24 * time.Hour

// maxFamily is the most rows that one parent brings along.
const maxFamily = 8

// cast is the fixed company of jobs: the first 40 rows of every world, and
// four more that complete the set of statuses.
func cast() []job {
	var c []job
	c = append(c, toStart()...)
	c = append(c, dualActive()...)
	c = append(c, moving()...)
	c = append(c, resting()...)
	c = append(c, stores()...)
	return append(c, rare()...)
}

// prepared are two jobs more, for what the cast has no job to show: accounts and
// parameters of a MySQL migration, and the start position of a stream. Both wait
// in configuration.
func prepared() []job {
	move := as("wave4-crm-move", mysqlMySQL, "CONFIGURATION", 6*time.Hour+20*time.Minute)
	move.scenario = migration
	stream := as("wave4-crm-stream", mysqlMySQL, "CONFIGURATION", 6*time.Hour+12*time.Minute)
	stream.task = incrOnly
	return []job{move, stream}
}

// as makes a plain job of a link.
func as(name string, l link, status string, age time.Duration) job {
	j := job{name: name, status: status, age: seconds(age), link: l, scenario: l.scenario(), gens: l.generations(), net: vpn}
	if l.incrementalOnly() {
		j.task = incrOnly
	}
	return j
}

func toStart() []job {
	busy := as("billing-ora-03", oracleGauss, "CONFIGURATION", 5*time.Hour)
	busy.traits = busyOnce
	failed := as("catalog-mongo-01", mongoDDS, "CONFIGURATION", 2*day+20*time.Hour)
	failed.check = checkFailed
	alarms := as("catalog-mongo-02", mongoDDS, "CONFIGURATION", time.Hour+44*time.Minute)
	alarms.check = checkAlarms
	order := as("reports-yearly", mysqlMySQL, "CONFIGURATION", 26*time.Hour)
	order.traits = period | primary
	unchecked := as("hr-payroll-copy", mysqlMySQL, "CONFIGURATION", 7*time.Minute)
	unchecked.check, unchecked.task = checkNeither, fullOnly
	redis := as("sessions-redis", redisGemini, "CONFIGURATION", 12*time.Minute)
	redis.net = vpc
	shops := []job{
		as("wave2-shop-01", mysqlMySQL, "CONFIGURATION", 9*time.Hour),
		as("wave2-shop-02", mysqlMySQL, "CONFIGURATION", 9*time.Hour-4*time.Minute),
		as("wave2-shop-03", mysqlMySQL, "CONFIGURATION", 9*time.Hour-7*time.Minute),
	}
	shops[1].traits = limited
	return append([]job{busy, failed, alarms, order, unchecked, redis}, shops...)
}

// dualActive is a pair of disaster recovery: the forward half protects, the
// backward half waits to be started; their parent takes no start of its own.
func dualActive() []job {
	parent := as("orders-dr-parent", mysqlDR, "INCRE_TRANSFER_STARTED", 19*day)
	forward := as("orders-dr-forward", mysqlDR, "INCRE_TRANSFER_STARTED", 19*day)
	backward := as("orders-dr-backward", mysqlDR, "CONFIGURATION", 19*day)
	parent.kids, parent.lag = 2, 3
	forward.up, forward.lag = 1, 3
	backward.up, backward.dir = 2, down
	family := []job{parent, forward, backward}
	for i := range family {
		family[i].traits = dualPart
	}
	return family
}

func moving() []job {
	broken := as("orders-prod-sync-01", mysqlMySQL, "INCRE_TRANSFER_FAILED", 3*day+4*time.Hour)
	slipping := as("orders-prod-sync-02", mysqlMySQL, "INCRE_TRANSFER_STARTED", 3*day+4*time.Hour)
	slipping.lag, slipping.traits = 41, limited|rising
	behind := as("orders-prod-sync-03", mysqlMySQL, "INCRE_TRANSFER_STARTED", 3*day+4*time.Hour)
	behind.lag, behind.traits = 200, falling
	events := as("events-kafka-01", gaussKafka, "INCRE_TRANSFER_STARTED", 8*day+2*time.Hour)
	events.lag, events.traits = 1, waving
	evil := as(hostileName, mysqlMySQL, "INCRE_TRANSFER_STARTED", 11*day)
	evil.lag, evil.traits = 2, hostile
	copying := as("billing-ora-01", oracleGauss, "FULL_TRANSFER_STARTED", 6*time.Hour+10*time.Minute)
	copying.percent, copying.traits = 62, limited
	copied := as("billing-ora-archive-2019-2024-eu", oracleGauss, "FULL_TRANSFER_COMPLETE", 2*day+11*time.Hour)
	copied.percent, copied.task = 100, fullOnly
	stuck := as("payments-ora-01", oracleGauss, "FULL_TRANSFER_FAILED", day+9*time.Hour)
	stuck.percent = 41
	strange := as("audit-stream", mysqlKafka, "SHARD_REBALANCING", 4*day)
	strange.gens = v5 | v3 // of all streams v5 tells of this one: its pages disagree
	return []job{broken, slipping, behind, events, evil, copying, copied, stuck, strange}
}

func resting() []job {
	scheduled := as("ledger-pg-02", pgPG, "WAITING_FOR_START", 5*time.Hour+30*time.Minute)
	scheduled.begins = seconds(48 * time.Minute)
	recovery := as("crm-dr", mysqlDR, "REBUILD_NODE_STARTED", 41*day)
	ended := as("hr-payroll", mysqlMySQL, "RELEASE_RESOURCE_COMPLETE", 63*day)
	ended.task, ended.percent = fullOnly, 100
	return []job{
		as("ledger-pg-01", pgPG, "PAUSING", day+3*time.Hour),
		scheduled,
		as("ledger-pg-03", pgPG, "STARTJOBING", 5*time.Hour+30*time.Minute),
		as("stock-taurus-01", mysqlTaurus, "START_JOB_FAILED", 9*time.Minute),
		as("订单-同步-01", mysqlMySQL, "CHANGE_JOB_FAILED", 6*day),
		recovery, ended,
		as("wave1-cms-01", mysqlMySQL, "RELEASE_RESOURCE_STARTED", 30*day),
		as("wave1-cms-02", mysqlMySQL, "RELEASE_RESOURCE_FAILED", 30*day),
		as("geo-cache", redisGemini, "NODE_UPGRADE_START", 12*day),
		as("wave3-media-01", mysqlMySQL, "CREATING", 3*time.Minute),
		as("wave3-media-02", clusterGemini, "CREATE_FAILED", 22*time.Minute),
	}
}

// stores is a many-to-one family in the middle of a re-edit of its objects.
func stores() []job {
	statuses := []string{
		"CHANGE_JOB_STARTED", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_STARTING", "CHILD_TRANSFER_COMPLETE",
		"CHILD_TRANSFER_FAILED", "RELEASE_CHILD_TRANSFER_STARTED", "RELEASE_CHILD_TRANSFER_COMPLETE",
	}
	family := make([]job, 0, len(statuses))
	for i, status := range statuses {
		name := "stores-to-one"
		if i > 0 {
			name = string(appendNumber([]byte("stores-to-one-"), i))
		}
		j := as(name, mysqlMySQL, status, 15*day-time.Duration(i)*time.Hour)
		j.up, j.traits, j.percent = uint8(i), manyToOne, 30
		family = append(family, j)
	}
	family[0].kids = uint8(len(statuses) - 1)
	return family
}

func rare() []job {
	return []job{
		as("billing-ora-02", oracleGauss, "REBUILD_NODE_FAILED", 6*time.Hour+8*time.Minute),
		as("wave1-cms-03", mysqlMySQL, "NODE_UPGRADE_COMPLETE", 29*day),
		as("wave1-cms-04", mysqlMySQL, "NODE_UPGRADE_FAILED", 29*day),
		as("wave0-pilot", mysqlMySQL, "DELETED", 92*day),
	}
}
