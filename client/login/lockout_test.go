package login_test

import (
	"testing"
	"testing/synctest"
	"time"

	"drover/client/profile"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

// opened is what an open list does for a while: it reads everything, then again
// and again what is on screen, and somebody looks at the projects.
func (f *flow) opened(long time.Duration) (failed int) {
	f.Helper()
	for begun := time.Now(); time.Since(begun) < long; time.Sleep(5 * time.Second) {
		_, errs := f.look()
		failed += len(errs)
		if _, err := f.client.Status(f.Context(), []model.JobID{model.NewJobID(f.service.ID("hr-payroll"))}); err != nil {
			failed++
		}
	}
	return failed
}

// TestAWrongKeyIsSentOnce: however long a list is open, and from however many
// connections, a gateway sees a wrong signature once; so nobody is locked out
// who uses the key elsewhere. After a new login everything works.
func TestAWrongKeyIsSentOnce(t *testing.T) {
	for name, c := range map[string]struct {
		access, secret string
		printed        bool // by a command
	}{
		"a wrong secret key": {"sim-ak", "wrong", false},
		"an unknown key":     {"none", "sim-sk", false},
		"of a command":       {"sim-ak", "wrong", true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				set, v := profile.Settings{}, newVault(t)
				if c.printed {
					v.holds(t, map[string]string{"access_key": c.access, "secret_key": c.secret})
					set = v.settings()
				} else {
					set.Credential = profile.Credential{Kind: profile.KeyPair, AccessKey: c.access, SecretKey: secret(c.secret), Source: "here"}
				}
				f := begin(t, 1, sim.Options{LockAfter: 2, Projects: "p1=cn-north-4,p2=cn-north-4_team"}, set, false)
				defer f.end()
				other, err := rest.New(rest.Config{Endpoint: f.set.Endpoint, Credential: rest.Nobody(), Dial: f.dial})
				if err != nil {
					t.Fatal(err)
				}
				defer other.Close()
				f.login.Give(other, "p2")
				failed := f.opened(10 * time.Minute)
				if err := firstPage(t.Context(), other, "p2"); err == nil {
					t.Error("the other project can be read")
				}
				if n := len(f.service.Requests()); n != 1 || failed < 120 {
					t.Errorf("%d requests, %d failures", n, failed)
				}
				right := typed("access_key", "sim-ak", "secret_key", "sim-sk")
				if c.printed { // the vault is mended, and nothing is typed
					v.holds(t, map[string]string{"access_key": "sim-ak", "secret_key": "sim-sk"})
					right = nil
				}
				if err := f.login.Enter(t.Context(), right); err != nil {
					t.Fatal(err)
				}
				if failed := f.opened(2 * time.Minute); failed != 0 {
					t.Errorf("%d failures with the right key", failed)
				}
				if err := firstPage(t.Context(), other, "p2"); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestALockedKeyIsTriedAgainWhenTheLockIsOver: the lock is somebody else's
// doing, and nothing has to be typed.
func TestALockedKeyIsTriedAgainWhenTheLockIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := begin(t, 1, sim.Options{LockAfter: 1}, profile.Settings{
			Credential: profile.Credential{Kind: profile.KeyPair, AccessKey: "sim-ak", SecretKey: secret("sim-sk")},
		}, false)
		defer f.end()
		other, err := rest.New(rest.Config{
			Endpoint: f.set.Endpoint, Credential: rest.KeyCredential(rest.Keys{Access: "sim-ak", Secret: secret("wrong")}, time.Now, "elsewhere"), Dial: f.dial,
		})
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		if err := firstPage(t.Context(), other, "p1"); err == nil {
			t.Fatal("a wrong key is accepted")
		}
		before := len(f.service.Requests())
		if failed := f.opened(4 * time.Minute); failed == 0 || len(f.service.Requests()) != before+1 {
			t.Errorf("%d failures, %d requests while it is locked", failed, len(f.service.Requests())-before)
		}
		f.opened(2 * time.Minute)
		if failed := f.opened(time.Minute); failed != 0 {
			t.Errorf("%d failures after the lock", failed)
		}
	})
}
