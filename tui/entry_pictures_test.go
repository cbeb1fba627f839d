package tui

import (
	"context"
	"errors"
	"testing"
	"time"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// machine is a first screen on a machine that has something.
func machine(d *desk) First {
	return First{
		Config: "~/.config/drover/config.toml",
		Sample: "default_profile = \"prod\"\n\n[profile.prod]\nbackend = \"drs\"\nregion = \"cn-north-4\"\nauth = \"aksk\"\n",
		Found: func() []Found {
			return []Found{
				{Words: "clouds.yaml (2 clouds)", Open: func() (client.Door, error) {
					return d.door(client.Place{Region: "eu-de", Service: "DRS", Project: d.world.place.Project}), nil
				}},
				{Words: "HW_ACCESS_KEY in the environment"},
			}
		},
		Demo: func() (client.Door, error) {
			return d.door(client.Place{Demo: true, Region: "cn-north-4", Service: "DRS", Project: d.world.place.Project}), nil
		},
		Doctor: func(context.Context) string {
			time.Sleep(3 * time.Second)
			return "ok    version    drover 0.1.0\nwarn  locale     LANG is C\n      set LANG to one with UTF-8\n"
		},
	}
}

// torn is a machine whose only find does not open, for a reason that is longer
// than a line.
func torn(*desk) First {
	return First{Found: func() []Found {
		return []Found{{Words: "clouds.yaml: otc", Open: func() (client.Door, error) {
			return nil, errors.New("cloud otc of ~/.config/openstack/clouds.yaml names the CA file /etc/otc/ca.pem, which holds no certificate: name another one as cacert, or leave it out")
		}}}
	}}
}

// byPassword asks for a user, and for a passcode once the password was right.
func byPassword(mfa bool) world {
	first := []client.Prompt{
		{Key: "user", Label: "User", Help: "The IAM user's name, not the account's.", Value: "anna"},
		{Key: "domain", Label: "Account", Help: "The account (domain) that the user belongs to."},
		{Key: "password", Label: "Password", Help: "Of the IAM user. HW_USER_PASSWORD in the environment does the same.", Masked: true},
	}
	code := client.Prompt{Key: "passcode", Label: "Passcode", Help: "Six digits of the virtual MFA device.", Masked: true}
	return world{
		place: client.Place{Profile: "prod-cn4", Region: "cn-north-4", Service: "DRS", Production: true, Project: "p1", LoginSource: "password, typed"}, prompts: first, moving: true,
		enter: func(typed map[string]model.Secret) ([]client.Prompt, error) {
			time.Sleep(3 * time.Second)
			switch {
			case typed["password"].Reveal() != "right":
				return first, &client.Error{Kind: client.LoginEnded, Op: "CreateToken", Status: 401, Code: model.NewText("IAM.0011"), Message: model.NewText("The username or password is wrong."), RequestID: model.NewText("8f3c2a71d0e94b6d")}
			case mfa && typed["passcode"].Empty():
				return []client.Prompt{code}, errors.New("the account wants a passcode besides the password")
			case mfa && typed["passcode"].Reveal() != "123456":
				return []client.Prompt{code}, errors.New("the passcode is wrong or too old")
			}
			return nil, nil
		},
	}
}

func byKeys() world {
	return world{place: client.Place{Profile: "stage", Region: "eu-de", Service: "DRS", ReadOnly: true, Project: "p1", LoginSource: "access key, typed"}, prompts: []client.Prompt{
		{Key: "access", Label: "Access key", Help: "My Credentials, Access Keys."},
		{Key: "secret", Label: "Secret key", Help: "Shown once, in credentials.csv.", Masked: true},
		{Key: "session", Label: "Security token, if there is one", Help: "Of a temporary access key alone.", Masked: true, May: true},
	}}
}

func withRooms(w world, rooms ...model.Project) world {
	w.rooms = rooms
	return w
}

func rooms() []model.Project {
	return []model.Project{
		{ID: "9f2c71d0e94b6d8f3c2a71d0e94b6d11", Name: model.NewText("cn-north-4_old"), Description: model.NewText("before the move")},
		{ID: "1d0e94b6d8f3c2a71d0e94b6d9f2c722", Name: model.NewText("cn-north-4_billing"), Description: model.NewText("billing and ledger"), Enabled: true},
		{ID: "054ba152d480d55b2f5dc0069e7ddef0", Name: model.NewText("cn-north-4"), Enabled: true},
	}
}

func others() []client.Profile {
	return []client.Profile{
		{Name: "prod-cn4", Region: "cn-north-4", Production: true},
		{Name: "stage", Region: "eu-de"},
		{Name: "audit", Region: "cn-north-4", Production: true, ReadOnly: true},
		{Name: "broken", Region: "nowhere"},
	}
}

func manyProfiles() world {
	p := production()
	return world{place: p, others: others()}
}

// logIn types the user's and the account's names, and the password.
func (d *desk) logIn(password string) *desk {
	return d.Type("acme").Keys("enter").Type(password).Keys("enter")
}

func TestEntryPictures(t *testing.T) {
	at := func(w world, size ...int) world { w.size = [2]int{size[0], size[1]}; return w }
	pictures := []picture{
		{"token", world{needed: true, place: production()}, func(d *desk) { d.Type("abc") }},
		{"password", byPassword(false), func(d *desk) { d.Type("acme").Keys("enter").Type("s3cret") }},
		{"password_needed", byPassword(false), func(d *desk) { d.Keys("enter") }},
		{"logging_in", byPassword(false), func(d *desk) { d.logIn("right").Wait(2 * time.Second) }},
		{"refused", byPassword(false), func(d *desk) { d.logIn("wrong").Sees("IAM.0011") }},
		{"passcode", byPassword(true), func(d *desk) { d.logIn("right").Sees("Passcode") }},
		{"aksk", byKeys(), func(*desk) {}},
		{"projects", withRooms(byPassword(false), rooms()...), func(d *desk) { d.logIn("right").Sees("which project") }},
		{"project_switched_off", withRooms(world{place: production()}, rooms()...), func(d *desk) { d.Keys("G", "enter") }},
		{"no_project", withRooms(world{place: production()}, []model.Project{}...), func(*desk) {}},
		{"projects_barred", world{place: production(), barred: &client.Error{Kind: client.NotPermitted, Op: "KeystoneListProjects", Status: 403, Code: model.NewText("IAM.0003"), Message: model.NewText("Access denied.")}}, func(*desk) {}},
		{"left_alone", byKeys(), func(d *desk) { d.Keys("esc") }},
		{"esc_on_what_is_typed", byKeys(), func(d *desk) { d.Type("AK").Keys("esc") }},
		{"again", world{place: production(), others: others(), ends: sim.FrozenNow().Add(-time.Minute)}, func(d *desk) {
			d.sim.Script(always("401"))
			d.Keys("j", "space", "r")
		}},
	}
	var all []picture
	for _, p := range pictures {
		all = append(all, p, picture{p.name + "_small", at(p.world, 60, 15), p.story})
	}
	for _, p := range pictures[:8] {
		all = append(all, picture{p.name + "_large", at(p.world, 160, 45), p.story})
	}
	draw(t, all)
}

func TestFirstScreenPictures(t *testing.T) {
	nothing := func(*desk) {}
	draw(t, []picture{
		{"found", world{nowhere: true, first: machine}, nothing},
		{"found_small", world{nowhere: true, first: machine, size: [2]int{60, 15}}, nothing},
		{"found_large", world{nowhere: true, first: machine, size: [2]int{160, 45}}, nothing},
		{"bare_machine", world{nowhere: true}, func(d *desk) { d.Keys("i") }},
		{"lines", world{nowhere: true, first: machine}, func(d *desk) { d.Keys("w", "y") }},
		{"doctor_looking", world{nowhere: true, first: machine}, func(d *desk) { d.Keys("c") }},
		{"doctor", world{nowhere: true, first: machine}, func(d *desk) { d.Keys("c").Sees("locale") }},
		{"ascii", world{nowhere: true, first: machine, look: ascii()}, nothing},
		{"profiles", world{nowhere: true, first: machine}, func(d *desk) { d.Keys("p") }},
		{"use_which", world{nowhere: true, first: machine}, func(d *desk) { d.Keys("i") }},
		{"use_which_small", world{nowhere: true, first: machine, size: [2]int{60, 15}}, func(d *desk) { d.Keys("i") }},
		{"does_not_open", world{nowhere: true, first: torn}, func(d *desk) { d.Keys("i") }},
	})
}

func TestProfilePictures(t *testing.T) {
	nothing := func(*desk) {}
	at := func(w world, width, height int) world { w.size = [2]int{width, height}; return w }
	soon := world{place: production(), ends: sim.FrozenNow().Add(9 * time.Minute)}
	ended := world{place: production(), ends: sim.FrozenNow().Add(-9 * time.Minute)}
	ended.place.ReadOnly = true
	draw(t, []picture{
		{"menu", manyProfiles(), func(d *desk) { d.Keys("p") }},
		{"menu_small", at(manyProfiles(), 60, 15), func(d *desk) { d.Keys("p") }},
		{"menu_large", at(manyProfiles(), 160, 45), func(d *desk) { d.Keys("p") }},
		{"none_other", world{place: production(), others: others()[:1]}, func(d *desk) { d.Keys("p") }},
		{"palette", manyProfiles(), func(d *desk) { d.Keys(":").Type("profile st") }},
		{"asks_while_watching", manyProfiles(), func(d *desk) { d.Keys("w", "f", "p", "2") }},
		{"broken_stays", manyProfiles(), func(d *desk) { d.Keys("p", "4") }},
		{"footer_of_trouble", manyProfiles(), func(d *desk) { d.sim.Script(always("401")); d.Keys("j") }},
		{"banner_soon", soon, nothing},
		{"banner_soon_small", at(soon, 60, 15), nothing},
		{"banner_ended_read_only", ended, nothing},
		{"banner_ended_read_only_large", at(ended, 160, 45), nothing},
		{"banner_ended_read_only_small", at(ended, 60, 15), nothing},
	})
}
