package model_test

import (
	"testing"

	. "drover/model"
)

func TestFromTo(t *testing.T) {
	for wire, want := range map[string]string{
		"mysql":                          "mysql>mysql",
		"mysql-to-mysql":                 "mysql>mysql",
		"mongodb":                        "mongodb>dds",
		"redis-to-gaussredis":            "redis>gemini",
		"rediscluster-to-gaussredis":     "redisc>gemini",
		"cloudDataGuard-mysql":           "mysql>mysql",
		"gaussdbv5":                      "gaussdb>gaussdb",
		"mysql-to-kafka":                 "mysql>kafka",
		"taurus-to-kafka":                "taurus>kafka",
		"gaussdbv5ha-to-kafka":           "gaussha>kafka",
		"postgresql":                     "pg>pg",
		"oracle-to-gaussdbv5":            "oracle>gaussdb",
		"mysql-to-taurus":                "mysql>taurus",
		"cloudDataGuard-mysql-to-taurus": "mysql>taurus",
		"cloudDataGuard-taurus-to-mysql": "taurus>mysql",
		"cloudDataGuard-cassandra":       "cassandra>cassandra",
		"db2-to-dws":                     "db2>dws",
		"db2":                            "db2",
		"-to-kafka":                      "-to-kafka",
		"mysql-to-":                      "mysql-to-",
		"cloudDataGuard-":                "cloudDataGuard-",
		"":                               "-",
	} {
		if got := FromTo(wire); got != want {
			t.Errorf("%s is %s, want %s", wire, got, want)
		}
	}
}

func TestEndsAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Ends("cloudDataGuard-mysql-to-taurus") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
