package sim

import "strconv"

// hostileName is what a careless or malicious tool can leave in a name:
// colour, carriage return, an 8-bit CSI, a right-to-left override and a
// sequence that sets the terminal's title.
const hostileName = "evil-\x1b[31mred\r\u009b2J\u202egnp.exe\x1b]0;owned\x07"

// domains, sites and uses make the names of generated fleets; none of them
// yields a name of the cast.
func domains() []string {
	return []string{
		"accounts", "adserver", "alerts", "assets", "auth", "basket", "booking", "cards", "carrier", "chat",
		"checkout", "claims", "content", "coupons", "depot", "devices", "dispatch", "docs", "feeds", "fleet",
		"fraud", "gateway", "grants", "identity", "imports", "invoices", "kyc", "leads", "loans", "loyalty",
		"mailer", "markets", "media", "metering", "notes", "offers", "partners", "policies", "portal", "pricing",
		"profiles", "quotes", "ratings", "refunds", "rentals", "returns", "risk", "routes", "scoring", "search",
		"sensors", "settlement", "shipping", "stores", "suppliers", "tariffs", "tax", "tickets", "tracking", "vouchers",
	}
}

func sites() []string {
	return []string{"prod", "prod-eu", "prod-apac", "stage", "uat", "dr-site", "eu-west", "us-east", "wave3", "wave4", "legacy", "branch"}
}

// fleetName is the shared first part of a fleet's names. Fleets beyond the
// number of combinations get a number of their own, so no two share one.
func fleetName(n int) string {
	d, s := domains(), sites()
	name := d[n%len(d)] + "-" + s[n/len(d)%len(s)]
	if lap := n / (len(d) * len(s)); lap > 0 {
		name += "-g" + strconv.Itoa(lap+1)
	}
	return name
}

// appendNumber writes a job's number within its fleet, two digits at least.
func appendNumber(b []byte, n int) []byte {
	if n < 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}
