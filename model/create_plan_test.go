package model_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	. "drover/model"
)

// planned is a draft of which the first, second, fifth and sixth step are done.
func planned(more ...string) Draft {
	return upMySQL(append([]string{put(KeyNodeType, "medium"), put(KeyName, "orders-1")}, more...)...)
}

func TestAPlanOfACreateSendsWhatTheFormShows(t *testing.T) {
	caps := every(Create)
	d := drafted(put(KeyScenario, "sync"), put(KeyDirection, "up"), put(KeyEngine, "oracle-to-gaussdbv5"), put(KeyNodeType, "medium"), put(KeyName, "orders-1"))
	p := PlanCreate("01J", caps, d, offered())
	change, ok := p.Steps[0].Change.(CreateJob)
	if !ok || p.Verb != Create || p.ID != "01J" || change.Intent != "01J" || change.Draft.Get(KeyNet) != "eip" || !change.Draft.SameValues(p.Create) {
		t.Errorf("the plan is %+v", p)
	}
	job := p.Steps[0].Job
	if job.Name.Raw() != "orders-1" || job.Net.Raw() != "eip" || job.Task != FullIncr || job.ID != change.ID {
		t.Errorf("the job is %+v", job)
	}
}

func TestAPlanOfACreateSaysWhyItDoesNotGo(t *testing.T) {
	unable := offered()
	unable.Unable = "only v3 is offered here"
	cannot := Capabilities{Verbs: map[Verb]string{Create: "needs the v5 API"}}
	settled, _ := planned(put(KeyName, "x")).Settle(offered())
	form := FormOf(settled, offered())
	for says, c := range map[string]struct {
		caps  Capabilities
		draft Draft
		offer Offer
		want  string
	}{
		"the service cannot":        {cannot, planned(), offered(), "needs the v5 API"},
		"it cannot here":            {every(Create), planned(), unable, "only v3 is offered here"},
		"a field is wrong":          {every(Create), planned(put(KeyName, "x")), offered(), " wrong or empty"},
		"the first error has a key": {every(Create), planned(put(KeyName, "x")), offered(), strconv.Itoa(form.Wrong()) + " field"},
	} {
		s := PlanCreate("i", c.caps, c.draft, c.offer).Steps[0]
		if !strings.Contains(s.Why, c.want) || s.Goes() {
			t.Errorf("%s: %q, want %q", says, s.Why, c.want)
		}
	}
}

func TestAPlanOfACreateWarnsOfWhatItsFieldsRisk(t *testing.T) {
	s := PlanCreate("i", every(Create), planned(put(KeyNet, "eip"), put(KeyCharging, "period")), offered()).Steps[0]
	for _, want := range []string{
		"link, network: public, so use tls",
		"options, billing: starting the job places and pays the order",
	} {
		if !slices.Contains(s.Warn, want) {
			t.Errorf("no warning %q in %q", want, s.Warn)
		}
	}
	if !s.Order || PlanCreate("i", every(Create), planned(), offered()).Steps[0].Order {
		t.Error("only a yearly or monthly job asks for its name")
	}
}

func TestEffectsOfACreate(t *testing.T) {
	always := []string{"loses its node after 3 days", "Two jobs that write one target collide"}
	for says, c := range map[string]struct {
		draft      Draft
		want, none []string
	}{
		"pay per use":        {planned(), []string{"rests in configuration, and nothing starts by itself", "billed from its start until it is ended"}, []string{"order"}},
		"three months":       {planned(put(KeyCharging, "period"), put(KeyPeriodType, "2"), put(KeyPeriodNum, "3")), []string{"pays the order for 3 months"}, []string{"renewed", "until it is ended"}},
		"a year, renewed":    {planned(put(KeyCharging, "period"), put(KeyPeriodType, "3"), put(KeyPeriodNum, "1"), put(KeyAutoRenew, "1")), []string{"for 1 year.", "renewed and paid by itself"}, nil},
		"a read-only target": {planned("target_endpoint[0].config.is_target_readonly=true"), []string{"the target is read-only"}, nil},
		"a scheduled start":  {planned(put(KeyStartTime, "1795665600000")), []string{"It starts by itself at 2026-11-26 04:00Z 12:00+08, if"}, []string{"Nothing starts"}},
		"dual-active":        {planned(put(KeyMultiWrite, "true")), []string{"a parent with two jobs"}, nil},
		"cleared binlogs":    {planned(put(KeyFastClean, "true")), []string{"RDS clears binlogs"}, nil},
	} {
		got := strings.Join(CreateEffects(c.draft, time.FixedZone("", 8*3600)), "\n")
		for _, want := range append(c.want, always...) {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", says, want, got)
			}
		}
		for _, none := range c.none {
			if strings.Contains(got, none) {
				t.Errorf("%s: %q in\n%s", says, none, got)
			}
		}
	}
}

func TestWhatWasChosenSoFarInWords(t *testing.T) {
	for want, d := range map[string]Draft{
		"":                                drafted(),
		"sync":                            drafted(put(KeyScenario, "sync")),
		"sync, up|mysql>mysql|vpn, full":  upMySQL(),
		"dr, up, dual-active|mysql>mysql": drafted(put(KeyScenario, string(DR)), put(KeyDirection, "up"), put(KeyMultiWrite, "true"), put(KeyEngine, "cloudDataGuard-mysql")),
		"sync, up|mysql>mysql|vpn, full|medium, ha": upMySQL(put(KeyNodeType, "medium"), put(KeyInstanceType, "ha")),
		"sync, up|mysql>mysql|vpn, full|2 sources":  upMySQL("source_endpoint[1].endpoint.ip=10.0.0.2"),
	} {
		if got := strings.Join(FormOf(d, offered()).Made, "|"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Ends replace what the service has as a whole: one whose certificate or password
// is not in memory is not stored.
func TestEndsThatLackSomethingAreNotStored(t *testing.T) {
	job := Job{ID: NewJobID("j1"), Generation: "v5"}.WithStatus(NewText("CONFIGURATION"))
	caps := Capabilities{Service: "DRS", Verbs: map[Verb]string{SaveEnds: ""}}
	whole := draftWith(Offer{Region: "cn-north-4", Project: "p1"}, append(base("mysql"),
		so+"endpoint.ip", "10.1.0.1", so+"endpoint.db_port", "3306", so+"endpoint.db_user", "repl",
		ta+"endpoint.instance_id", "c2c7579bc09c490b9d8009db715aeb0ain01", ta+"endpoint.db_user", "root")...)
	for _, end := range []string{so, ta} {
		whole = whole.PutSecret(FieldKey(end+"endpoint.db_password"), NewSecret("s3ntinel"))
	}
	cert := whole.Put("source_endpoint[0].ssl.ssl_link", "true").Put("source_endpoint[0].ssl.ssl_cert_name", "ca.pem").
		Put("source_endpoint[0].ssl.ssl_cert_check_sum", strings.Repeat("ab", 32))
	for name, c := range map[string]struct {
		draft Draft
		why   string // a part of it; "" = it goes
	}{
		"all is there":               {whole, ""},
		"a password is gone":         {whole.PutSecret("target_endpoint[0].endpoint.db_password", Secret{}), "target, password"},
		"the certificate is gone":    {cert, "source, certificate"},
		"the certificate is there":   {cert.Put(so+"ssl.ssl_cert_key#cert_file", "ca.pem").Put(so+"ssl.ssl_cert_key#read", "ca.pem").PutSecret(so+"ssl.ssl_cert_key", NewSecret("Y2VydA==")), ""},
		"what is no end counts not":  {whole.Put(KeyName, "").Put(KeyNodeType, ""), ""},
		"a second source lacks much": {whole.Put(KeyTopology, "many2one").Put("source_endpoint[1].endpoint_type", "offline"), "source 2"},
	} {
		t.Run(name, func(t *testing.T) {
			s := PlanSaveEnds("i", caps, job, c.draft).Steps[0]
			if (c.why == "") != (s.Why == "") || !strings.Contains(s.Why, c.why) {
				t.Errorf("it does not go because %q", s.Why)
			}
		})
	}
}
