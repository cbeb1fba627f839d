package model

import "strings"

// oddID says that an id is no UUID; what is "a vpc", "an eip". It goes as it
// stands, but is mostly a slip: a name in its place, or half of it. The document's
// own examples have letters in them that are no hexadecimal digits.
func oddID(id, what string) string {
	if id == "" || uuid(id) {
		return ""
	}
	return "not " + what + " id"
}

// oddInstance says that an id is none of a database instance: 32 hexadecimal
// digits, "in" and the two digits of the engine. Kafka's and Redis' are UUIDs.
func oddInstance(id, engine string) string {
	hex, kind, _ := strings.Cut(id, "in")
	switch {
	case id == "", len(hex) == 32 && only(hex, hexDigits) && len(kind) == 2 && only(kind, hexDigits[:10]):
		return ""
	case uuid(id) && (engine == "kafka" || engine == "redis" || engine == "rediscluster"):
		return ""
	}
	return "not an instance id"
}

// oddZones says that one of several zones is of another region: a zone is its
// region and a letter, on some clouds a dash and two digits.
func oddZones(zones, region string) string {
	region, _, _ = strings.Cut(region, "_")
	if zones == "" || region == "" {
		return ""
	}
	for zone := range strings.SplitSeq(zones, ",") {
		rest, ok := strings.CutPrefix(zone, region)
		number, dash := strings.CutPrefix(rest, "-")
		if !ok || !(len(rest) == 1 && letter(rest[0]) || dash && len(number) == 2 && only(number, hexDigits[:10])) {
			return "not of this region"
		}
	}
	return ""
}

const hexDigits = "0123456789abcdefABCDEF"

func only(text, set string) bool { return strings.Trim(text, set) == "" }

// uuid reports 8, 4, 4, 4 and 12 letters or digits with hyphens between.
func uuid(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if hyphen := i == 8 || i == 13 || i == 18 || i == 23; hyphen != (c == '-') || !hyphen && !letter(c) && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// usualPort is where an engine listens if nobody changed it, "" where drover
// does not know.
func usualPort(engine string) string {
	switch engine {
	case "oracle":
		return "1521"
	case "mysql", "mariadb", "taurus":
		return "3306"
	case "redis", "rediscluster", "gaussredis":
		return "6379"
	case "mongodb":
		return "27017"
	case "postgresql":
		return "5432"
	case "kafka":
		return "9092"
	case "gaussdbv5", "gaussdbv5ha":
		return "8000"
	}
	return ""
}

// oddPort says that a port is the usual one of another engine.
func oddPort(port, engine string) string {
	own := usualPort(engine)
	if own == "" || port == own {
		return ""
	}
	for _, other := range []string{"oracle", "mysql", "redis", "mongodb", "postgresql", "kafka", "gaussdbv5"} {
		if usualPort(other) == port {
			return "usual for " + strings.TrimSuffix(other, "v5")
		}
	}
	return ""
}
