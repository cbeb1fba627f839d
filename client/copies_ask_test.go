package client_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"drover/client/sim"
	"drover/model"
)

type applied = sim.Applied

// copyLine is a network that can be cut at once.
type copyLine struct {
	dial func(ctx context.Context, network, addr string) (net.Conn, error)

	mu   sync.Mutex
	open map[net.Conn]bool
	dead bool
}

func (l *copyLine) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := l.dial(ctx, network, addr)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err != nil:
		return nil, err
	case l.dead:
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	l.open[conn] = true
	return conn, nil
}

func (l *copyLine) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dead = true
	for conn := range l.open {
		_ = conn.Close()
	}
}

// ask reads an original and describes a copy of it.
func (c *copyist) ask() {
	c.Helper()
	names := []string{"orders-prod-sync-01", "orders-prod-sync-02", "wave2-shop-01", "wave2-shop-02", "reports-yearly"}
	if c.files() {
		names = []string{"finance-to-sharepoint", "hr-archive", "media-to-s3", "legal-hold-box", "sales-box-to-gdrive", "board-papers", "plant-shares-03"}
	}
	name := names[c.dice.IntN(len(names))]
	if c.files() {
		c.original = model.NewJobID(c.sim.TransferID(name))
		c.was = c.sim.TransferBody(c.original.Raw())
	} else {
		c.original = model.NewJobID(c.sim.ID(name))
		c.sim.Set(c.original.Raw(), "INCRE_TRANSFER_STARTED")
	}
	d, err := c.client.Job(c.Context(), c.original)
	if err != nil {
		c.Fatalf("schedule %d: %s: %v", c.seed, name, err)
	}
	c.want = model.NewCopying(d, d.Job.Realm.CloneName(d.Job.Name, c.client.NewIntent()))
	c.want.Fate = model.Fate(c.dice.IntN(3))
	if c.files() {
		c.askFiles()
		return
	}
	if c.want.Check = c.dice.IntN(2) == 0; c.want.Check {
		c.want.Secrets = secretsOf(d)
	}
	c.want.Filters = c.dice.IntN(4) == 0
	if c.dice.IntN(2) == 0 {
		c.edit(model.SectionDescription, map[model.FieldKey]string{model.KeyDescription: "a copy"})
	}
}

func (c *copyist) edit(s model.Section, values map[model.FieldKey]string) {
	c.Helper()
	d, parts, err := c.client.Sections(c.Context(), c.original, s)
	if err != nil || len(parts) != 1 || parts[0].Lacks != "" {
		c.Fatalf("schedule %d: %s: %v, %+v", c.seed, s, err, parts)
	}
	e := model.NewEdit(d, parts[0])
	for key, value := range values {
		e = e.With(key, value)
	}
	c.want = c.want.With(e)
}

// askFiles has the copy differ in some ways, and the service drop one of them, now and then.
func (c *copyist) askFiles() {
	values := map[model.FieldKey]string{model.KeyScheduleMode: model.ScheduleManual}
	var bends []string
	if c.dice.IntN(2) == 0 {
		values[model.KeyToPath] = "/Shared/Partners"
		bends = append(bends, "ignore:destination")
	}
	if c.dice.IntN(2) == 0 {
		values[model.KeyLocks] = "mirror_owner"
		if c.is(model.KeyLocks) != "mirror_owner" {
			bends = append(bends, "ignore:lock_propagation")
		}
	}
	if c.dice.IntN(3) == 0 {
		values[model.KeyFileConflict] = "source"
	}
	if c.dice.IntN(2) == 0 {
		values[model.KeyScheduleMode] = model.ScheduleAuto
	}
	c.edit(model.SectionCopy, values)
	switch bends = append(bends, "replace", "ignore:schedule"); c.dice.IntN(8) {
	case 0, 1:
		c.bent = bends[c.dice.IntN(len(bends))]
	case 2:
		c.deaf = true
	}
}

// meddle is somebody else at work: the copy is deleted, or the original is set going again.
func (c *copyist) meddle() {
	made := c.sim.TransferID(c.want.Name)
	if !c.files() || made == "" {
		return
	}
	switch c.dice.IntN(3) {
	case 0:
		if c.other(http.MethodDelete, made, "", "") {
			c.gone, c.killed = time.Now(), append(c.killed, made)
		}
	case 1:
		if c.other(http.MethodPatch, c.original.Raw(), "", `{"kind":"transfer","schedule":{"mode":"auto"}}`) {
			c.meddled = time.Now()
		}
	default:
		if c.other(http.MethodPatch, c.original.Raw(), "?start=1", "") {
			c.meddled = time.Now()
		}
	}
}

// other sends a write of somebody else, and reports whether it was taken on.
func (c *copyist) other(method, id, query, body string) bool {
	q := httptest.NewRequestWithContext(c.Context(), method, "http://service.sim/v1/jobs/"+id+query, strings.NewReader(body))
	q.Header.Set("Authorization", "Bearer sim-token")
	q.Header.Set("Content-Type", "application/json")
	got := httptest.NewRecorder()
	c.spare(true)
	c.sim.Handler().ServeHTTP(got, q)
	c.spare(false)
	c.others = append(c.others, got.Header().Get("X-Request-Id"))
	if got.Code >= http.StatusMultipleChoices {
		return false
	}
	c.y.add("meddled")
	return true
}

// spare has no trouble befall any call for a while.
func (c *copyist) spare(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spared = on
}

// is is what the service had of the original, of what stands below transfer.
func (c *copyist) is(key model.FieldKey) string {
	transfer, _ := members(c.was)["transfer"].(map[string]any)
	value, _ := transfer[string(key)[len("transfer."):]].(string)
	return value
}
