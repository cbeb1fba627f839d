package model

import (
	"errors"
	"strings"
)

// The lengths of a job's name, in characters.
const (
	shortestName = 4
	longestName  = 50
)

// manyToOne is the topology of several sources that write one target.
const manyToOne = "many2one"

// CheckName refuses a job's name that the service would: 4 to 50 letters,
// digits, - and _, the first a letter. Whether it is taken only the service
// knows.
func CheckName(name string) error {
	switch n := len(name); {
	case n == 0:
		return errors.New("a name is needed: 4 to 50 letters, digits, - and _")
	case !letter(name[0]):
		return errors.New("it begins with a letter")
	case strings.ContainsFunc(name, func(r rune) bool { return r > 0x7e || !letter(byte(r)) && (r < '0' || r > '9') && r != '-' && r != '_' }):
		return errors.New("letters, digits, - and _ only")
	case n < shortestName:
		return errors.New("at least 4 characters")
	case n > longestName:
		return errors.New("at most 50 characters, it has " + itoa(n))
	}
	return nil
}

// longestFileName bounds a transfer's name; the server documents no limit.
const longestFileName = 200

// CheckName refuses the name of a job of a realm that its service would, or that drover
// could not tell from another one.
func (r Realm) CheckName(name string) error {
	if r == Databases {
		return CheckName(name)
	}
	switch {
	case name == "":
		return errors.New("a name is needed")
	case name != strings.TrimSpace(name):
		return errors.New("no blanks around it")
	case Clean(name) != name:
		return errors.New("one line of characters that can be seen")
	case len(name) > longestFileName:
		return errors.New("at most 200 bytes, it has " + itoa(len(name)))
	}
	return nil
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// CloneName proposes a name for the copy of a job: the original's, cut where it
// must be, and an end that makes the copy recognisable should its answer be
// lost. The end is taken from the intent's id, a name for each review.
func CloneName(original Text, intent string) string {
	return Databases.CloneName(original, intent)
}

// CloneName is CloneName of a job of a realm.
func (r Realm) CloneName(original Text, intent string) string {
	end := nameEnd(intent)
	if r == Files {
		name := strings.TrimSpace(original.String())
		for len(name) > longestFileName-1-len(end) {
			name = strings.TrimSpace(strings.ToValidUTF8(name[:len(name)-1], ""))
		}
		return strings.TrimPrefix(name+"-"+end, "-")
	}
	var base strings.Builder
	for _, r := range original.Raw() {
		switch {
		case r <= 0x7e && letter(byte(r)), r >= '0' && r <= '9', r == '-', r == '_':
			base.WriteRune(r)
		default:
			base.WriteByte('-')
		}
	}
	name := base.String()
	if name == "" || !letter(name[0]) {
		name = "copy-" + name
	}
	if most := longestName - 1 - len(end); len(name) > most {
		name = strings.TrimRight(name[:most], "-_")
	}
	return name + "-" + end
}

// nameEnd is the part of an intent's id that a copy's name ends in.
func nameEnd(intent string) string {
	end := strings.ToLower(intent)
	if len(end) > 5 {
		end = end[len(end)-5:]
	}
	return end
}

// NamedFor reports whether a name ends as CloneName makes it for an intent: such
// a name is nobody else's.
func NamedFor(name, intent string) bool {
	return intent != "" && strings.HasSuffix(strings.ToLower(name), "-"+nameEnd(intent))
}

// cloneOf is the change that makes a copy.
func cloneOf(job Job, as CloneAs) CloneJob {
	ch := CloneJob{ID: job.ID, Name: as.Name, Version: as.Version, Job: job}
	if as.With != nil {
		sent, _ := as.With.First()
		ch.Base, ch.Want = sent.Base, sent.Want()
	}
	return ch
}

// cloneWhy says what a copy waits for, or why there is none.
func cloneWhy(pick Pick, as CloneAs) (pending bool, why, mend string) {
	switch {
	case pick.DetailEr != "":
		return false, "the job could not be read: " + pick.DetailEr, "r reads it again"
	case pick.Detail == nil:
		return true, "", ""
	case pick.Detail.Topology.Raw() == manyToOne:
		return false, "a many-to-one job cannot be cloned", ""
	}
	if err := pick.Job.Realm.CheckName(as.Name); err != nil {
		return false, "the name of the copy: " + err.Error(), ""
	}
	if as.With != nil {
		if n := as.With.Form(Around{}).Wrong; n > 0 {
			return false, wrongFields(n), toFirstWrong
		}
	}
	return false, "", ""
}

// newTask is the version that the new console's jobs tell, and the only one that
// a clone can ask for.
const newTask = "2.0"

// CloneVersions lists what a copy's task version may be; "" asks for none.
func CloneVersions() []string { return []string{newTask, ""} }

// CloneVersion is the version that suits the copy of a job.
func CloneVersion(original Text) string {
	if original.Raw() == newTask {
		return newTask
	}
	return ""
}

// CloneVersionRisk says what a version that is not the original's may lead to;
// "" if it is the original's.
func CloneVersionRisk(original Text, version string) string {
	switch {
	case version == original.Raw():
		return ""
	case original.Raw() == newTask:
		return "the original has 2.0: without it the copy may lack what only such jobs can do"
	case version == newTask && original.Empty():
		return "the original tells no version: with 2.0 the service may refuse, or make a job of another kind"
	case version == newTask:
		return "the original has " + original.String() + ": with 2.0 the service may refuse, or make a job of another kind"
	}
	return "the original has " + original.String() + ", which cannot be asked for: the service chooses"
}

// CloneKeeps lists what a copy gets from its original, in words.
func CloneKeeps() []string { return []string{"policy", "objects", "limits", "alarms", "tags"} }

// CloneLoses lists what a copy of a job does not get from it, in words. filters is how
// many row filters it has, less than 0 if nobody knows.
func CloneLoses(original Detail, filters int) []string {
	out := []string{"both passwords"}
	if CopyAsksFiles(original) {
		out = append(out, "certificates")
	}
	switch {
	case filters < 0:
		out = append(out, "advanced row filters, if it has any")
	case filters > 0:
		out = append(out, plural(filters, "advanced row filter", "advanced row filters"))
	}
	return append(out, "addresses: the firewall must let the new node in")
}
