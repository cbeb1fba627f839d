package tui

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"drover/client/sim"
)

// soak is how many times more a heavy test does when there is time for it.
func soak() int {
	if os.Getenv("DROVER_SOAK") == "1" {
		return 10
	}
	return 1
}

// everyKey is what a hand can press, with what leads somewhere more often.
func everyKey() []string {
	return strings.Split("a f s r j k l h g G t u S S S P D D x O O v i z y w , * * space space enter enter enter tab tab shift+tab esc esc q : ? / / ! ! y c b $ x n "+
		"1 2 3 4 5 6 7 8 9 0 up down left right home end pgup pgdown ctrl+d ctrl+u ctrl+l backspace w a v e + m :", " ")
}

// TestTokenIsNeverSeen: in random flows, with trouble, no frame and no file
// holds the token, however it came in.
func TestTokenIsNeverSeen(t *testing.T) {
	const sentinel = "MIIsentinel0TOKEN4242verySecret"
	frames := 0
	for seed := range 50 * soak() {
		w := world{moving: true, service: sim.Options{Token: sentinel}, needed: seed%3 == 0}
		if w.needed {
			w.token = "none yet"
		}
		tell(t, w, func(d *desk) {
			d.secret = sentinel
			if w.needed {
				d.Type(sentinel).Keys("enter").Sees("jobs 40 of 40")
			}
			dice := rand.New(rand.NewPCG(uint64(seed), 8)) //nolint:gosec // a test
			d.sim.Script(troubled(dice))
			d.wander(dice, 60)
			frames += d.frames
			d.quit()
			d.searchFiles(sentinel)
		})
	}
	if frames < 1000 {
		t.Errorf("only %d frames were looked at", frames)
	}
}

// troubled makes about one call in four fail.
func troubled(dice *rand.Rand) func(string, int) string {
	kinds := []string{"401", "403", "400", "429:1s", "503", "reset-before", "reset-after", "cut", "html", "garbage", "slow:1s", "m01504"}
	seed := dice.Uint64()
	return func(op string, n int) string {
		d := rand.New(rand.NewPCG(seed, uint64(n)+uint64(len(op))<<32)) //nolint:gosec // a test
		if d.IntN(4) > 0 {
			return ""
		}
		return kinds[d.IntN(len(kinds))]
	}
}

// wander presses keys at random.
func (d *desk) wander(dice *rand.Rand, presses int) {
	keys := everyKey()
	for range presses {
		if d.left {
			return
		}
		if r, there := d.app.top().(*review); there && dice.IntN(3) == 0 {
			d.Type(r.guard().word) // else hardly anything is ever sent
		}
		d.press(keys[dice.IntN(len(keys))])
		if dice.IntN(2) == 0 {
			d.Wait(calm)
		}
		if dice.IntN(20) == 0 {
			d.Wait(15 * time.Second)
		}
	}
}

// searchFiles fails if the state folder holds the words.
func (d *desk) searchFiles(words string) {
	d.Helper()
	files := 0
	err := filepath.WalkDir(filepath.Dir(d.world.state), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		text, err := os.ReadFile(path) //nolint:gosec // a test's own folder
		if strings.Contains(string(text), words) {
			d.Errorf("%s holds the token", path)
		}
		return err
	})
	if err != nil || files == 0 {
		d.Errorf("%d files were searched: %v", files, err)
	}
}

// TestHostileText: whatever a service writes into names, messages and values,
// the terminal gets text and colours only, and every line keeps its width.
// That is looked for in every frame; see look.
func TestHostileText(t *testing.T) {
	strings, frames := 0, 0
	for seed := range 25 * soak() {
		dice := rand.New(rand.NewPCG(uint64(seed), 13)) //nolint:gosec // a test
		hostile := &poison{seed: dice.Uint64()}
		tell(t, world{moving: true, front: rewrite(hostile.into)}, func(d *desk) {
			d.Keys("enter", "ctrl+d", "7", "ctrl+d", "esc", "f", "2", "*", "S", "down", "down", "b", "esc")
			if r, there := d.app.top().(*review); there {
				d.erase().Type(r.guard().word).Keys("enter", "down", "enter", "esc", "esc", "!", "j")
			}
			for _, size := range [][2]int{{60, 15}, {160, 45}, {30, 9}} {
				d.Size(size[0], size[1])
			}
			d.wander(dice, 40)
			frames += d.frames
		})
		strings += int(hostile.made.Load())
	}
	if strings < 1000 || frames < 1000 {
		t.Errorf("only %d strings in %d frames: the text was too tame", strings, frames)
	}
}

// poison replaces the texts of an answer.
type poison struct {
	seed uint64
	made atomic.Int64
}

var texts = regexp.MustCompile(`"(name|error_msg|error_code|description|failed_reason|raw_error_msg|db_user|user|value|key|ip|address|region|engine_type|remaining_time|topic_urn)":"((?:[^"\\]|\\.)*)"`)

func (p *poison) into(r *http.Request, answer string) string {
	return texts.ReplaceAllStringFunc(answer, func(m string) string {
		part := texts.FindStringSubmatch(m)
		if part[2] == "" {
			return m
		}
		p.made.Add(1)
		// The same text is poisoned the same way, so that a name stays a name.
		h := p.seed
		for _, b := range []byte(part[2]) {
			h = h*1099511628211 + uint64(b)
		}
		return fmt.Sprintf(`"%s":%s`, part[1], evil(rand.New(rand.NewPCG(h, 1)))) //nolint:gosec // a test
	})
}

// evil makes a JSON string of what terminals, and those who measure text,
// disagree about.
func evil(dice *rand.Rand) string {
	bits := []string{
		"\x1b[31m", "\x1b]0;owned\x07", "\x1b[2J", "\r", "\n", "\t", "\b\b", "\x00", "\x7f", "\u0085", "\u009b2J", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff",
		"\u2028", "e\u0301", "\u0301\u0301\u0301", "क्षि", "👩‍👩‍👧", "🇨🇳", "1️⃣", "👍🏽", "订单", "ﷺ", "a", "prod", "-01", " ", "\U000e0041", "\ufffd", "\u00ad", "ｆ", "ﾊﾞ", "ก็", "\u115f", "\u3164",
	}
	var b strings.Builder
	for range 1 + dice.IntN(8) {
		b.WriteString(bits[dice.IntN(len(bits))])
	}
	text, _ := json.Marshal(b.String())
	if dice.IntN(4) == 0 { // bytes that are no UTF-8
		return string(text[:len(text)-1]) + "\xff\xc3\x28\x9b\"" //nolint:gocritic // on purpose
	}
	return string(text)
}
