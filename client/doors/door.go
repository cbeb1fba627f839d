package doors

import (
	"cmp"
	"context"
	"sync"

	"drover/client"
	"drover/client/drs"
	"drover/client/dryviq"
	"drover/client/journal"
	"drover/client/login"
	"drover/client/profile"
	"drover/client/rest"
	"drover/model"
)

// Door leads to the service that settings name: a client.Door.
type Door struct {
	session Session
	store   *Store
	set     profile.Settings
	login   *login.Login
	rest    rest.Config // of every connection
	place   client.Place

	mu    sync.Mutex
	conns []*rest.Conn
}

// New makes the door of some settings. Nothing is sent. store is nil for a
// door through which nobody is to come in: see Backend.
func New(s Session, set profile.Settings, store *Store) (*Door, error) {
	o := login.Options{Log: s.Log, Dial: s.Dial}
	if s.Dial != nil {
		o.Now = s.Now
	}
	l, err := login.New(set, o)
	if err != nil {
		return nil, err
	}
	d := &Door{
		session: s, store: store, set: set, login: l,
		rest: rest.Config{
			Endpoint: set.Endpoint, Credential: rest.Nobody(), Language: set.Language, UserAgent: "drover",
			CAFile: set.CAFile, Proxy: set.Proxy, Log: s.Log, Dial: s.Dial, Now: o.Now,
		},
		place: client.Place{Profile: set.Profile, Region: set.Region, Service: "DRS", Production: set.Production, ReadOnly: set.ReadOnly, Demo: s.Dial != nil},
	}
	if set.Backend == profile.DryvIQ {
		d.place.Service, d.rest.Manner = "DryvIQ", rest.DryvIQ
	}
	return d, nil
}

// Profile is what the configuration says of where the door leads.
func (d *Door) Profile() client.Profile {
	return client.Profile{
		Name: d.set.Profile, Backend: cmp.Or(d.set.Backend, profile.DRS), Region: d.set.Region, Auth: d.set.Way(), Production: d.set.Production, ReadOnly: d.set.ReadOnly, Endpoint: d.set.Endpoint, IAM: d.set.IAMEndpoint, Project: d.set.ProjectName,
	}
}

// Login is the same for every client behind the door.
func (d *Door) Login() client.Login { return d.login }

// Pick logs in and answers the project that is meant; see login.Login.
func (d *Door) Pick(ctx context.Context) (project string, err error) { return d.login.Pick(ctx) }

// Project is the id that the settings mean, "" if it must be chosen.
func (d *Door) Project() string { return d.login.Project() }

// Projects lists those that may be chosen.
func (d *Door) Projects(ctx context.Context) ([]model.Project, error) { return d.login.Projects(ctx) }

// Open makes the client of a project.
func (d *Door) Open(project string) (*client.Client, error) {
	backend, conn, err := d.behind(project)
	if err != nil {
		return nil, err
	}
	place := d.place
	place.Project, place.Origin, place.LoginSource = project, conn.Origin(), conn.Source()
	return client.New(backend, client.Options{
		Journal: d.store.journal, Broken: d.store.broken, Views: journal.NewViews(d.store.dir), Drafts: journal.NewDrafts(d.store.dir),
		Place: place, Now: d.session.Now, Rand: d.session.Chance, Guard: d.session.Guard,
	}), nil
}

// Backend is the service behind the door, without a client: to be asked only.
func (d *Door) Backend(project string) (client.Backend, error) {
	backend, _, err := d.behind(project)
	return backend, err
}

func (d *Door) behind(project string) (client.Backend, *rest.Conn, error) {
	conn, err := rest.New(d.rest)
	if err != nil {
		return nil, nil, err
	}
	d.login.Give(conn, project)
	d.mu.Lock()
	d.conns = append(d.conns, conn)
	d.mu.Unlock()
	if d.set.Backend == profile.DryvIQ {
		return dryviq.New(conn, d.set.Site), conn, nil
	}
	return drs.New(conn, project, d.generation()), conn, nil
}

// generation is the API that alone is used, "" for both.
func (d *Door) generation() string {
	if d.set.Generation == "auto" {
		return ""
	}
	return d.set.Generation
}

// Close lets go of the connections.
func (d *Door) Close() {
	d.login.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, conn := range d.conns {
		conn.Close()
	}
}
