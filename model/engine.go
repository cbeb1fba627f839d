package model

import "strings"

// Ends gives the short engine names of both ends of a job, as in the FROM>TO
// column, from the cleaned engine_type of either API generation:
// "oracle-to-gaussdbv5" is oracle, gaussdb; "mysql" and "cloudDataGuard-mysql"
// are mysql, mysql. Of a single code nobody knows, to is empty and from is the
// code as it is.
func Ends(engineType string) (from, to string) {
	code, dr := strings.CutPrefix(engineType, string(DR)+"-")
	if a, b, ok := strings.Cut(code, "-to-"); ok && a != "" && b != "" {
		return shortEngine(a), shortEngine(b)
	}
	switch code {
	case "mongodb": // the service's own MongoDB is DDS
		return "mongodb", "dds"
	case "mysql", "gaussdbv5", "postgresql":
		return shortEngine(code), shortEngine(code)
	case "":
		return engineType, ""
	}
	if dr { // disaster recovery stands by with the same engine
		return shortEngine(code), shortEngine(code)
	}
	return engineType, ""
}

// FromTo is Ends in one string: "oracle>gaussdb", an unknown single code as it
// is, "-" if there is none.
func FromTo(engineType string) string {
	from, to := Ends(engineType)
	switch {
	case from == "":
		return "-"
	case to == "":
		return from
	}
	return from + ">" + to
}

func shortEngine(code string) string {
	switch code {
	case "gaussdbv5":
		return "gaussdb"
	case "gaussdbv5ha":
		return "gaussha"
	case "gaussredis":
		return "gemini"
	case "rediscluster":
		return "redisc"
	case "postgresql":
		return "pg"
	}
	return code
}
