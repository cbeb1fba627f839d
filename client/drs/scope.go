package drs

import (
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// maxNames is how many names of a scope are kept: more than anybody reads in
// a preview.
const maxNames = 100

// scope5 is what v5 tells of the scope: accounts alone.
func scope5(v wire.Value) model.Scope {
	return model.Scope{Accounts: v.Get("is_migrate_user").Tri(), Users: entries(v.Get("user_list")), Roles: entries(v.Get("role_list"))}
}

// scope3 counts the objects that v3 tells were chosen.
func scope3(v wire.Value) model.Scope {
	s := model.Scope{Whole: v.Get("sync_database").Tri(), Accounts: v.Get("migrate_user").Tri(), Definers: v.Get("replace_definer").Tri()}
	for o := range v.Get("object_infos").Each() {
		if o.IsObject() {
			s.Told = true
			chosen(&s, o)
		}
	}
	return s
}

func chosen(s *model.Scope, o wire.Value) {
	name, alias := o.Get("name").String(), o.Get("alias_name").String()
	if renamed := alias != "" && alias != name; renamed {
		s.Renamed++
		name += " > " + alias
	}
	switch strings.ToLower(word(o.Get("type")).String()) {
	case "database":
		s.Databases++
		if len(s.Names) < maxNames {
			s.Names = append(s.Names, model.NewText(name))
		}
	case "schema":
		s.Schemas++
	case "table":
		s.Tables++
	default:
		s.Others++
	}
}

func entries(v wire.Value) int {
	n := 0
	for range v.Each() {
		n++
	}
	return n
}

// overScope fills what the better reading of a scope does not say.
func overScope(s *model.Scope, other model.Scope) {
	if !s.Told {
		s.Told, s.Databases, s.Schemas, s.Tables = other.Told, other.Databases, other.Schemas, other.Tables
		s.Others, s.Renamed, s.Names = other.Others, other.Renamed, other.Names
	}
	fill(&s.Whole, other.Whole)
	fill(&s.Accounts, other.Accounts)
	fill(&s.Definers, other.Definers)
	fill(&s.Users, other.Users)
	fill(&s.Roles, other.Roles)
}

// tuning lists the parameters of each phase that were told.
func tuning(v wire.Value) []model.Fact {
	f := &list{}
	for _, phase := range []struct{ name, word string }{
		{"full_sync", "full"}, {"incre_capture", "capture"}, {"incre_relay", "relay"}, {"incre_apply", "apply"},
	} {
		for p := range v.Get(phase.name).Each() {
			f.add(phase.word+" "+p.Get("param_name").Text().String(), p.Get("param_value").Text())
		}
	}
	return f.facts
}

// params lists the database parameters that the target is given.
func params(v wire.Value) []model.Fact {
	f := &list{}
	for _, part := range []string{"common", "performance"} {
		for p := range v.Get(part).Each() {
			f.add(p.Get("key").Text().String(), p.Get("target_value").Text())
		}
	}
	return f.facts
}

// features lists what the service says a job can do, under its own names.
func features(v wire.Value) []model.Fact {
	f := &list{}
	for name, m := range v.Members() {
		f.add(model.Clean(string(name)), m.Text())
	}
	return f.facts
}
