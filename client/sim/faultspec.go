package sim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Rule is one fault of a specification.
type Rule struct {
	Kind  string
	Arg   string // after the colon; empty: none
	Op    string // operation as named in the contract; empty: all of them
	Every int    // each n-th matching call
}

// maxRate bounds limit: so many moments are remembered.
const maxRate = 10000

// driftEvery is how rare drift is when the specification does not say.
const driftEvery = 5

// ParseFaults reads "kind[:arg][@operation][/n]", comma-separated: 429:2s
// limit:N 401 expire 403:CODE 400:CODE 500 502 503 504 reset-before reset-after
// slow:800ms hang-before hang cut html empty huge[:gzip] deep garbage redirect
// m00004 m01503 m01504 m05066 fail:ID fail:CODE missing:ID missing:N shuffle
// dup drift loose ignore:MEMBER replace. The operation is one of the contract's, or *; /n means
// every n-th call of it. limit:N answers 429 with Retry-After 1 to each call
// that is more than the N-th within a second. drift is somebody else's work: at
// ShowJobDetail and UpdateJob an update of the very job that the call is about, at
// ShowDbObjectsList, where it is named, another selection of its objects, at the
// readings of a source tables that came since, elsewhere a start or a pause of any.
// fail at ShowDbObjectCollectionStatus and ShowUpdateObjectSavingStatus lets the
// reading or the saving fail that is asked about. The error is one sentence.
func ParseFaults(spec string) ([]Rule, error) {
	if strings.TrimSpace(spec) == "" {
		return nil, nil
	}
	var rules []Rule
	for item := range strings.SplitSeq(spec, ",") {
		r, err := parseRule(strings.TrimSpace(item))
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// String is the rule as a specification.
func (r Rule) String() string {
	out := r.Kind
	if r.Arg != "" {
		out += ":" + r.Arg
	}
	if r.Op != "" {
		out += "@" + r.Op
	}
	return out + "/" + strconv.Itoa(r.Every)
}

// with marks which part of a specification a mistake is in.
func with(what, item, format string, args ...any) error {
	const longest = 80
	if len(item) > longest {
		item = item[:longest] + "…"
	}
	return fmt.Errorf("%s %q: "+format, append([]any{what, item}, args...)...)
}

func parseRule(item string) (Rule, error) {
	r := Rule{Every: 1}
	rest, every, counted := strings.Cut(item, "/")
	rest, r.Op, _ = strings.Cut(rest, "@")
	r.Kind, r.Arg, _ = strings.Cut(rest, ":")
	k, ok := kindNamed(r.Kind)
	if !ok {
		return r, with("fault", item, "there is no such kind; there are %s", kindList())
	}
	if other := sameWord(r.Op); !knownOperation(r.Op) && other != "" {
		return r, with("fault", item, "there is no such operation, but %s: capitals count", other)
	}
	if !knownOperation(r.Op) && (r.Op != "" || strings.Contains(item, "@")) && r.Op != "*" {
		return r, with("fault", item, "there is no such operation; there are %s, and * for all", strings.Join(operationNames(), ", "))
	}
	if r.Op == "*" {
		r.Op = ""
	}
	if k.name == "drift" {
		r.Every = driftEvery
	}
	if counted {
		n, err := strconv.Atoi(every)
		if err != nil || n < 1 {
			return r, with("fault", item, "after the slash stands a whole number from 1: each n-th call")
		}
		r.Every = n
	}
	return r, checkArgument(item, k, r.Arg)
}

func checkArgument(item string, k kind, arg string) error {
	switch k.arg {
	case noArgument:
		if arg != "" {
			return with("fault", item, "%s takes no argument", k.name)
		}
	case mayDuration:
		if arg == "" {
			return nil
		}
		if d, err := time.ParseDuration(arg); err != nil || d < 0 {
			return with("fault", item, "%s takes a duration such as 2s or 800ms", k.name)
		}
	case mayGzip:
		if arg != "" && arg != "gzip" {
			return with("fault", item, "%s takes nothing, or gzip", k.name)
		}
	case mustID, mustIDOrNumber:
		if arg == "" {
			return with("fault", item, "%s needs to know which, as in %s:ID", k.name, k.name)
		}
	case mustPath:
		if arg == "" {
			return with("fault", item, "%s needs to know which member, as in %s:destination", k.name, k.name)
		}
	case mustRate:
		if n, err := strconv.Atoi(arg); err != nil || n < 1 || n > maxRate {
			return with("fault", item, "%s needs the calls it takes in a second, 1 to %d, as in %s:10", k.name, maxRate, k.name)
		}
	case mayCode:
	}
	return nil
}

// sameWord finds the operations that a name means but for its capitals.
func sameWord(name string) string {
	names := slices.DeleteFunc(operationNames(), func(known string) bool { return !strings.EqualFold(known, name) })
	return strings.Join(names, " and ")
}

func kindList() string {
	var names []string
	for _, k := range kinds() {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}
