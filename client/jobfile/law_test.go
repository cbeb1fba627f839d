package jobfile_test

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/client/jobfile"
	"drover/model"
)

// someDraft holds values of every kind at random places of the document.
func someDraft() *rapid.Generator[model.Draft] {
	text := rapid.OneOf(rapid.StringMatching(`[ -~]{1,30}`), rapid.StringMatching(`[a-z0-9.:,-]{1,20}`), rapid.SampledFrom([]string{
		"0", "007", "1521", "1e3", "0x1F", "true", "no", "~", "null", "- a", "a: b", "#", "*", "&a", "!x", "%", "@", "`", "'", `"`, `\`, "{}", "[", "---", "...", "<<",
		"ü", "😀", "\u2028", "\u202e", "\ufeff", " a ", "2026-01-31", "2026-01-31T12:00:00Z", ".inf", "1_000", "=", "|", ">", "?", "\U000e0001", "\u00a0",
	}))
	truth, number := rapid.SampledFrom([]string{"true", "false"}), rapid.StringMatching(`0|[1-9][0-9]{0,8}`)
	tag := rapid.StringMatching(`[a-zA-Z0-9_-]{1,10}=[a-zA-Z0-9_-]{1,10}(, [a-zA-Z0-9_-]{1,10}=[a-zA-Z0-9_-]{1,10}){0,3}`)
	return rapid.Custom(func(t *rapid.T) model.Draft {
		var d model.Draft
		put := func(key model.FieldKey, value *rapid.Generator[string]) {
			if rapid.Bool().Draw(t, "there") {
				d = d.Put(key, value.Draw(t, string(key)))
			}
		}
		for _, key := range []model.FieldKey{model.KeyName, model.KeyScenario, model.KeyDescription, model.KeyExpired, model.KeyNodeType, model.KeyNodeIP, model.KeyZones} {
			put(key, text)
		}
		put(model.KeyMultiWrite, truth)
		put(model.KeyFastClean, truth)
		put(model.KeyTags, tag)
		put(model.KeyPeriodNum, number)
		for _, list := range []string{model.Sources, model.Targets} {
			for i := range rapid.IntRange(0, 3).Draw(t, list) {
				for _, member := range []string{"db_type", "endpoint.ip", "endpoint.db_port", "cloud.region", "vpc.vpc_id", "customized_dns.dns_ip", "ssl.ssl_cert_name"} {
					put(model.Element(list, i, member), text)
				}
				put(model.Element(list, i, "ssl.ssl_link"), truth)
				put(model.Element(list, i, "config.node_num"), number)
				for k := range rapid.IntRange(0, 2).Draw(t, "shards") {
					put(model.Element(model.Shards(list, i), k, "db_user"), text)
				}
			}
		}
		put("public_ip_list[0].id", text)
		put("public_ip_list[1].public_ip", text)
		switch n := d.Count(model.Sources); {
		case n > 1:
			d = d.Put(model.KeyTopology, "many2one")
		case n == 1:
			d = d.Put(model.KeyTopology, "one2one")
		}
		return d
	})
}

func TestAnyDraftComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, asJSON := someDraft().Draw(t, "draft"), rapid.Bool().Draw(t, "json")
		text := jobfile.Write(jobfile.Job{Draft: d}, asJSON)
		f := jobfile.Read(text)
		if len(f.Mistakes) > 0 || !f.Draft.SameValues(d) {
			t.Fatalf("%s%v, want %v\n%s", lines(f.Mistakes), f.Draft, d, text)
		}
		if again := jobfile.Write(jobfile.Job{Draft: f.Draft, Sections: f.Sections}, asJSON); !bytes.Equal(again, text) {
			t.Fatalf("%s\nbecame\n%s", text, again)
		}
	})
}

// Whatever a file holds, it is read, with mistakes that lie in it, clean and in
// one line; what was read comes back; and no secret is read.
func FuzzJobFile(f *testing.F) {
	for _, seed := range []string{
		example, "", "a", "job: {base_info: {name: a}}", "{\"job\":[]}", "base_info: &a [*a]", "a: *b", "? [a]\n: b", "<<: {}", "--- a\n--- b", "base_info:\n\tname: a",
		"source_endpoint: [{endpoint: {source_sharding: [{ip: 1}], db_password: x}}]", "base_info: {tags: [{key: a, value: b}, 1]}", "public_ip_list: [{type: slave}, a]", "\xff", "!!binary a: b",
		"{\"base_info\":{\"name\":\"\\ud83d\\ude00\\ud83d\"}}", "%YAML 1.1\n---\n{}", "base_info: {name: !!int 7}", "period_order: {period_num: -3, period_type: 1e3}",
		whole, "speed_limit: [{begin: 2:00, end: 05:59, speed: 1e3}, 7]", "tuning_params: {full_sync: {a: [b], c: 010}, recovery: true}", "policy_config: {}",
		"db_param: {common: [{key: a, target_value: ''}], performance: {}}", "user_migration: {user_list: [{id: b, is_set_password: true}, {id: a}], role_list: []}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got := jobfile.Read(text)
		for _, m := range got.Mistakes {
			if m.Line < 0 || m.Line > 1+bytes.Count(text, []byte{'\n'}) || m.Why == "" || model.Clean(m.Why) != m.Why {
				t.Fatalf("%+v", m)
			}
		}
		for _, values := range got.Sections {
			for key, value := range values {
				if strings.HasSuffix(string(key), ".password") && value != "" && !strings.HasPrefix(string(key), "tuning_params.") && !strings.HasPrefix(string(key), "db_param.") {
					t.Fatalf("%s was read", key)
				}
			}
		}
		for _, key := range got.Draft.Keys() {
			if strings.HasSuffix(string(key), "password") || strings.HasSuffix(string(key), "ssl_cert_key") {
				t.Fatalf("%s was read", key)
			}
		}
		again := jobfile.Read(jobfile.Write(jobfile.Job{Draft: got.Draft, Sections: got.Sections}, len(text)%2 == 0))
		if len(again.Mistakes) > 0 || !again.Draft.SameValues(got.Draft) || !again.Sections.Same(got.Sections) {
			t.Fatalf("%s%v %v, then %v %v", lines(again.Mistakes), got.Draft, got.Sections, again.Draft, again.Sections)
		}
	})
}
