package tui

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"drover/client"
	"drover/client/drs"
	"drover/client/dryviq"
	"drover/client/journal"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

// testDoor leads to the simulated service of a desk.
type testDoor struct {
	desk  *desk
	place client.Place
	login *testLogin
}

// door is the way into a place. Where its token is needed, or more, the login
// asks for it.
func (d *desk) door(p client.Place) *testDoor {
	login := &testLogin{desk: d, source: p.LoginSource, asks: d.world.prompts, ends: d.world.ends}
	if p.Production && login.ends.IsZero() { // production goes by a token
		login.ends = sim.FrozenNow().Add(47 * time.Minute)
	}
	if d.world.needed && login.asks == nil {
		login.asks = []client.Prompt{tokenPrompt()}
	}
	return &testDoor{desk: d, place: p, login: login}
}

func tokenPrompt() client.Prompt {
	return client.Prompt{Key: "token", Label: "Token (X-Auth-Token)", Help: "DROVER_TOKEN in the environment does the same.", Masked: true}
}

// doorOf is the door of another profile of the world.
func (d *desk) doorOf(name string) (client.Door, error) {
	i := slices.IndexFunc(d.world.others, func(p client.Profile) bool { return p.Name == name })
	if i < 0 || d.world.others[i].Region == "nowhere" {
		return nil, errors.New("profile " + name + " is broken: line 7 of config.toml says region twice")
	}
	p := d.world.others[i]
	return d.door(client.Place{
		Profile: p.Name, Region: p.Region, Service: "DRS", Project: d.world.place.Project, Production: p.Production, ReadOnly: p.ReadOnly,
	}), nil
}

func (t *testDoor) Profile() client.Profile {
	p := t.place
	return client.Profile{Name: p.Profile, Backend: "drs", Region: p.Region, Production: p.Production, ReadOnly: p.ReadOnly, Endpoint: "https://drs." + p.Region + ".myhuaweicloud.com", IAM: "https://iam." + p.Region + ".myhuaweicloud.com"}
}

func (t *testDoor) Login() client.Login { return t.login }

func (t *testDoor) Project() string {
	if t.desk.world.rooms != nil || t.desk.world.barred != nil {
		return ""
	}
	return t.place.Project
}

func (t *testDoor) Projects(context.Context) ([]model.Project, error) {
	return t.desk.world.rooms, t.desk.world.barred
}

func (t *testDoor) Close() {}

// Open makes a client as the program does.
func (t *testDoor) Open(project string) (*client.Client, error) {
	d, p := t.desk, t.place
	if d.world.shut != nil {
		return nil, d.world.shut
	}
	d.opened = append(d.opened, t.place.Profile+" "+project)
	p.Origin, p.LoginSource = d.conn.Origin(), or(p.LoginSource, d.conn.Source())
	var backend client.Backend = drs.New(d.conn, p.Project, "")
	if d.world.files {
		backend = dryviq.New(d.conn, "")
	}
	c := client.New(backend, client.Options{
		Journal: d.journal, Broken: d.world.broken, Drafts: journal.NewDrafts(d.world.state), Place: p, Now: d.world.ours, Guard: d.crash.Guard,
		Rand: rand.NewChaCha8([32]byte{7}), // goldens show the ids of runs
	})
	if d.world.view != nil {
		if err := c.SaveView(*d.world.view); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// testLogin takes a token, or what the world says.
type testLogin struct {
	desk   *desk
	source string

	mu   sync.Mutex
	asks []client.Prompt
	ends time.Time
}

func (l *testLogin) Source() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return or(l.source, l.desk.conn.Source())
}

func (l *testLogin) Ends() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ends
}

func (l *testLogin) Asks() []client.Prompt {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.asks
}

func (l *testLogin) Enter(ctx context.Context, typed map[string]model.Secret) error {
	if enter := l.desk.world.enter; enter != nil {
		asks, err := enter(typed) // the lock is free: nobody waits for a service to draw a screen
		if ctx.Err() != nil {
			return ctx.Err()
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.asks = asks; err == nil { // what is in use counts as new, as a real login has it
			l.desk.conn.Use(rest.TokenCredential(model.NewSecret(sim.DemoToken), l.desk.conn.Source()))
		}
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if typed["token"].Empty() {
		l.asks = []client.Prompt{tokenPrompt()}
		return errors.New("the token has ended: type another one")
	}
	l.desk.conn.Use(rest.TokenCredential(typed["token"], "token typed in"))
	l.asks, l.source = nil, "token typed in"
	return nil
}
