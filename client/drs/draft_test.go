package drs_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"drover/client/sim"
	"drover/model"
)

// TestADraftOfAnyJobLacksItsSecretsAlone: what the service tells of the jobs of
// the demo fills the ends of a new draft, but for what it keeps to itself.
func TestADraftOfAnyJobLacksItsSecretsAlone(t *testing.T) {
	b, _ := simulated(t, sim.Options{Seed: 1})
	kinds := map[string]bool{}
	for _, job := range list(t.Context(), b).jobs {
		kind := job.Engine.Raw() + string(job.Scenario) + job.Direction.Raw()
		hostile := job.Name.Raw() != job.Name.String() // the form flags what such a job is called
		if kinds[kind] || job.DualActiveParent() || hostile {
			continue
		}
		kinds[kind] = true
		det, err := b.Job(t.Context(), job.ID)
		if err != nil {
			t.Fatal(err)
		}
		draft := model.DraftOf(det)
		if _, drops := draft.Settle(model.Offer{}); len(drops) > 0 {
			t.Errorf("%s: settling it drops %+v", job.Name, drops)
		}
		form := model.FormOf(draft, model.Offer{})
		for _, step := range []model.CreateStep{model.StepSource, model.StepTarget} {
			if len(form.Steps[step].Fields) == 0 {
				t.Fatal("the ends have no fields")
			}
			for _, f := range form.Steps[step].Fields {
				lacks := f.Wrong != "" || f.Need && f.Value == "" && f.Known == "" && f.Fixed == "" && f.Grey == ""
				// Of links that only v3 creates the contract names no kinds of ends.
				named := !strings.HasSuffix(string(f.Key), ".endpoint_name") || job.Generation == "v5"
				if lacks && named && f.Kind != model.SecretField && f.Kind != model.FileField {
					t.Errorf("%s %s: %s is %q: %s", job.Name, job.Engine, f.Key, model.Clean(f.Value), f.Wrong)
				}
			}
		}
	}
	if len(kinds) < 8 {
		t.Errorf("only %d kinds of job were looked at", len(kinds))
	}
}

// TestTheLeavesAreTheContracts: every member of the create document, in its
// order, with the kind that the contract gives it.
func TestTheLeavesAreTheContracts(t *testing.T) {
	file, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(file)
	if err != nil {
		t.Fatal(err)
	}
	// status and role of a node are told, never asked for.
	told := []string{"node_info.base_info.status", "node_info.base_info.role"}
	want := map[string]model.Leaf{}
	walkSchema(t, doc.Components.Schemas["CreateJobReq"].Value, "", want)
	for _, path := range told {
		delete(want, path)
	}
	var paths []string
	for _, got := range model.CreateLeaves() {
		leaf, ok := want[got.Path]
		switch {
		case !ok:
			t.Errorf("%s is not in the contract", got.Path)
		case leaf.Kind != got.Kind || leaf.Secret != got.Secret:
			t.Errorf("%s is %+v, in the contract %+v", got.Path, got, leaf)
		}
		if slices.Contains(paths, got.Path) {
			t.Errorf("%s comes twice", got.Path)
		}
		paths = append(paths, got.Path)
		delete(want, got.Path)
	}
	for path := range want {
		t.Errorf("%s is missing", path)
	}
	// The order is that of the file: each member's name stands after the one before
	// it in the same schema.
	order := schemaOrder(t, string(file), "CreateJobReq", "JobBaseInfo", "JobEndpointInfo", "BaseEndpoint", "CloudBaseInfo", "CloudVpcInfo", "BaseEndpointConfig", "EndpointSslConfig", "CustomizedDns", "PeriodOrderInfo", "JobNodeInfo", "JobNodeVpcInfo", "JobNodeBaseInfo", "PublicIpConfig")
	for i := 1; i < len(paths); i++ {
		a, b := strings.Split(paths[i-1], "."), strings.Split(paths[i], ".")
		k := 0
		for k < len(a) && k < len(b) && a[k] == b[k] {
			k++
		}
		first, next := strings.TrimSuffix(a[k], "[]"), strings.TrimSuffix(b[k], "[]")
		if !slices.ContainsFunc(order, func(members []string) bool {
			i, j := slices.Index(members, first), slices.Index(members, next)
			return i >= 0 && j > i
		}) && !strings.HasSuffix(paths[i], "source_sharding[].id") {
			t.Errorf("%s comes before %s, which is not the contract's order", paths[i-1], paths[i])
		}
	}
}

func walkSchema(t *testing.T, s *openapi3.Schema, path string, out map[string]model.Leaf) {
	t.Helper()
	for _, part := range s.AllOf {
		walkSchema(t, part.Value, path, out)
	}
	for name, ref := range s.Properties {
		member, p := ref.Value, strings.TrimPrefix(path+"."+name, ".")
		switch {
		case p == "base_info.tags":
			out[p] = model.Leaf{Path: p, Kind: model.TagsLeaf}
		case member.Type.Is("array"):
			if strings.Count(p, "source_sharding") < 2 {
				walkSchema(t, member.Items.Value, p+"[]", out)
			}
		case len(member.Properties) > 0 || len(member.AllOf) > 0 && len(member.AllOf[0].Value.Properties) > 0:
			walkSchema(t, member, p, out)
		default:
			leaf := model.Leaf{Path: p}
			switch {
			case member.Type.Is("integer"):
				leaf.Kind = model.NumberLeaf
			case member.Type.Is("boolean"):
				leaf.Kind = model.BoolLeaf
			}
			_, leaf.Secret = member.Extensions["x-secret"]
			out[p] = leaf
		}
	}
}

// schemaOrder lists the members of schemas as the file has them.
func schemaOrder(t *testing.T, file string, names ...string) [][]string {
	t.Helper()
	var out [][]string
	for _, name := range names {
		_, rest, ok := strings.Cut(file, "\n    "+name+":\n")
		if !ok {
			t.Fatalf("the contract has no %s", name)
		}
		var members []string
		for line := range strings.Lines(rest) {
			if len(line) > 4 && line[4] != ' ' {
				break
			}
			if m, _, ok := strings.Cut(strings.TrimPrefix(line, "        "), ":"); ok && strings.HasPrefix(line, "        ") && m[0] != ' ' && m[0] != '-' {
				members = append(members, m)
			}
		}
		out = append(out, members)
	}
	return out
}
