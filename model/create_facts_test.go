package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	. "drover/model"
)

func factsOf(d Draft) string {
	var lines []string
	for _, f := range CreateFacts(d, time.FixedZone("", 8*3600)) {
		lines = append(lines, f.Label+": "+f.Value.String())
	}
	return strings.Join(lines, "\n")
}

func TestFactsOfACreateTellWhatWillExist(t *testing.T) {
	d := planned(put(KeyStartTime, "1795717800000"), put(KeyEnterprise, "e1"), put(KeyExpired, "20"),
		so+"endpoint.ip=10.0.0.1", so+"endpoint.source_sharding[1].ip=10.0.0.2", so+"customized_dns.set_dns_action=add", so+"customized_dns.dns_ip=10.0.0.53",
		ta+"cloud.region=cn-north-4", ta+"cloud.az_code=cn-north-4a", ta+"vpc.vpc_id=v1", ta+"vpc.subnet_id=s1")
	got := factsOf(d)
	for _, want := range []string{
		"starts: by itself at 2026-11-26 18:30Z 2026-11-27 02:30+08", "billed: pay per use, until it is ended or was failed for 20 days", "enterprise: e1",
		"10.0.0.1, password needs input, tls off, 2 shards, dns 10.0.0.53", "tls off, az cn-north-4a, vpc v1, subnet s1",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if got := factsOf(d.Put(KeyNodeVPC, "v1").Put(KeyNodeSubnet, "s1").Put(ta+"cloud.az_code", "b")); !strings.Contains(got, "cn-north-4, az b, the node's network") {
		t.Errorf("an end beside the node:\n%s", got)
	}
	plain := factsOf(planned(put(KeyCharging, "period")))
	for _, none := range []string{"starts:", "failed", "enterprise:", "shard", "dns"} {
		if strings.Contains(plain, none) {
			t.Errorf("%q in\n%s", none, plain)
		}
	}
}

func TestWarningsAreOfEveryElement(t *testing.T) {
	d := planned(put(KeyNet, "eip"))
	for i := range 3 {
		d = d.Put(Element(Sources, i, "endpoint_type"), "offline").Put(Element(Sources, i, "endpoint.ip"), "10.0.0."+string(rune('1'+i)))
	}
	warn := PlanCreate("i", every(Create), d, offered()).Steps[0].Warn
	for _, want := range []string{"source 1, address: private, over eip", "source 2, address: private, over eip", "source 3, address: private, over eip"} {
		if !slices.Contains(warn, want) {
			t.Errorf("no %q in %q", want, warn)
		}
	}
}

func TestAStartIsTypedInEveryForm(t *testing.T) {
	o := offered()
	o.Zone = time.FixedZone("", 8*3600)
	for typed, want := range map[string]string{
		"04:00Z":               "04:00Z  12:00+08  in 48m",
		"12:00":                "04:00Z  12:00+08  in 48m",
		"12:00+08":             "04:00Z  12:00+08  in 48m",
		" +48m ":               "04:00Z  12:00+08  in 48m",
		"sat 02:00":            "27 Nov 18:00Z  28 Nov 02:00+08  in 1d15h",
		"2026-11-26T04:00Z":    "04:00Z  12:00+08  in 48m",
		"1795665600000":        "04:00Z  12:00+08  in 48m",
		"2026-11-26 04:00Z":    "04:00Z  12:00+08  in 48m",
		"+2m":                  "wrong: that is 2m ahead by the service's clock, less than five minutes",
		"2026-11-26T03:00Z":    "wrong: that was 12m ago by the service's clock",
		"2026-11-26 03:00Z":    "wrong: that was 12m ago by the service's clock",
		"2026-11-26T03:14:00Z": "wrong: that is 2m ahead by the service's clock, less than five minutes",
	} {
		d, _ := planned().With(o, KeyStartAt, typed)
		f := field(t, d, o, KeyStartAt)
		got := f.Hint
		if f.Wrong != "" {
			got = "wrong: " + f.Wrong
		}
		if got != want {
			t.Errorf("%q says %q, want %q", typed, got, want)
		}
	}
}

// What was typed while the service's clock was not known may mean another day by
// the time that it is.
func TestAStartThatCouldNotBeReadIsTypedAgain(t *testing.T) {
	d, _ := planned().With(Offer{}, KeyStartAt, "04:00Z")
	d, _ = d.Settle(offered())
	if f := field(t, d, offered(), KeyStartAt); f.Wrong != "type it again" || d.Has(KeyStartTime) {
		t.Errorf("%q, starts at %q", f.Wrong, d.Get(KeyStartTime))
	}
}
