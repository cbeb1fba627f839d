package tui

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"drover/model"
)

// example is one of both bodies that the document of creation shows.
type example struct {
	name, body string
	values     map[model.FieldKey]string // what somebody fills in; what follows by itself is not among it
}

func examples() []example {
	one := map[model.FieldKey]string{
		model.KeyScenario: "sync", model.KeyDirection: "up", model.KeyEngine: "oracle-to-gaussdbv5", model.KeyNet: "eip", model.KeyTask: "FULL_INCR_TRANS",
		"source_endpoint[0].endpoint_type": "offline", "source_endpoint[0].endpoint.ip": "10.154.217.239", "source_endpoint[0].endpoint.db_port": "1521",
		"source_endpoint[0].endpoint.db_user": "ORACLE_USER", "source_endpoint[0].endpoint.db_password": "stand-in-1",
		"source_endpoint[0].endpoint.db_name": "serviceName.orcl", "source_endpoint[0].ssl.ssl_link": "false",
		"target_endpoint[0].endpoint_type": "cloud", "target_endpoint[0].endpoint.instance_id": "c2c7579bc09c490b9d8009db715aeb0ain14",
		"target_endpoint[0].endpoint.db_user": "root", "target_endpoint[0].endpoint.db_password": "stand-in-2",
		"target_endpoint[0].cloud.region": "cn-north-4", "target_endpoint[0].cloud.project_id": "9dc8c0f3f74c4dbb23c29cf0318ee561",
		"target_endpoint[0].cloud.az_code": "cn-north-4a,cn-north-4c,cn-north-4g", "target_endpoint[0].vpc.vpc_id": "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f",
		"target_endpoint[0].vpc.subnet_id": "2cb54324-ae63-4fbb-85b7-7d59f4a88f8f", "target_endpoint[0].vpc.security_group_id": "039a3s89-665a-43e2-9b4f-bda7d9ee148d",
		model.KeyNodeType: "medium", model.KeyNodeVPC: "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f", model.KeyNodeSubnet: "2cb54324-ae63-4fbb-85b7-7d59f4a88f8f",
		model.KeyName: "DRS-1234", model.KeyTags: "test=test",
	}
	two := map[model.FieldKey]string{"public_ip_list[0].id": "018d9e56-26d5-455a-97dc-e6f5f44a2cbd", "public_ip_list[0].public_ip": "192.0.2.10"}
	for key, value := range one {
		two[key] = value
	}
	return []example{{"without a public address", "create_example1.json", one}, {"with one", "create_example2.json", two}}
}

// Both examples of the document are what the service receives, after a walk and
// a review by keys alone: but for drover's own tag, to the last password. The
// review shows the same, but for those.
func TestBothExamplesAreWalkedByKeysAlone(t *testing.T) {
	for _, e := range examples() {
		t.Run(e.name, func(t *testing.T) {
			o := &orders{}
			tell(t, world{moving: true, front: o.front}, func(d *desk) {
				c, saved := d.creates(emptyDraft())
				d.secret = "stand-in"
				d.walk(c, e.values)
				d.Sees("step 7 of 7", "0 errors", "saved 03:12:41Z")
				if !saved.last().SameValues(c.draft) {
					t.Error("the draft on the disk is another one")
				}
				d.Keys("ctrl+r").Sees("[ Send ]").Wait(time.Second)
				shown, err := d.client.Requests(d.app.top().(*planned).plan)
				if err != nil {
					t.Fatal(err)
				}
				d.Keys("tab", "enter").Sees("sent 1   accepted 1   refused 0   unknown 0")
				received := o.only(t)
				if intent := wantExample(t, received, e.body); intent != saved.last().Sent {
					t.Errorf("the draft is marked with %q, and the job with %q", saved.last().Sent, intent)
				}
				masked := regexp.MustCompile(`"stand-in-[12]"`).ReplaceAllLiteral(received, []byte(`"[secret]"`))
				got, _ := untagged(t, shown[0].Body)
				if want, _ := untagged(t, masked); !reflect.DeepEqual(got, want) {
					t.Errorf("the review shows\n%s", shown[0].Body)
				}
			})
		})
	}
}

// walk fills in the steps from first to last, as somebody would who reads the
// focus from the screen: text is typed, choices are turned or picked.
func (d *desk) walk(c *create, values map[model.FieldKey]string) {
	d.Helper()
	for range 200 {
		if c.step == model.StepReview {
			break
		}
		f := c.sheet.Field()
		want, given := values[f.Key]
		if !given || !f.Live() || f.Value == want {
			d.press("tab")
			continue
		}
		switch f.Kind {
		case model.ChoiceField:
			d.pickByKeys(c, f, want)
		case model.BoolField:
			if want == "" {
				d.press("backspace")
			}
			for range 3 {
				if c.sheet.Field().Value != want {
					d.press("space")
				}
			}
			d.press("tab")
		default:
			d.press("ctrl+u")
			for _, r := range want {
				d.press(string(r))
			}
			d.press("enter")
		}
		d.Wait(50 * time.Millisecond)
	}
	d.Wait(2 * time.Second)
	for key, want := range values {
		if f, _, ok := c.form.Field(key); !ok || f.Kind != model.SecretField && f.Value != want {
			d.Errorf("%s is %q, not %q", key, f.Value, want)
		}
	}
}

// pickByKeys finds an option in the list of a choice, by its words.
func (d *desk) pickByKeys(c *create, f model.Field, want string) {
	d.Helper()
	o, ok := f.Option(want)
	for n := 0; !ok && n < 20; n++ { // what is offered may be on its way
		d.Wait(100 * time.Millisecond)
		o, ok = c.sheet.Field().Option(want)
	}
	if !ok || o.Why != "" {
		d.Fatalf("%s cannot be %s (%q):\n%s", f.Key, want, o.Why, d.Screen())
	}
	d.press("enter")
	for _, r := range strings.ReplaceAll(o.Words(), ">", " ") {
		d.press(string(r))
	}
	d.press("enter")
	if _, still := d.app.top().(*pickDialog); still {
		d.Fatalf("%s is not picked:\n%s", want, d.Screen())
	}
}
