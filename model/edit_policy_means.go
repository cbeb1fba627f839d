package model

import (
	"slices"
	"strings"
)

// saying collects sentences.
type saying []Effect

func (s *saying) risk(text string) { *s = append(*s, Effect{Text: text, Risk: true}) }

func (s *saying) note(text string) { *s = append(*s, Effect{Text: text}) }

// risksFirst are the sentences, those to be read first in front.
func (s saying) risksFirst() []Effect {
	slices.SortStableFunc(s, func(a, b Effect) int {
		switch {
		case a.Risk == b.Risk:
			return 0
		case a.Risk:
			return -1
		}
		return 1
	})
	return s
}

// means says what the values mean together. Of what does not apply here, or acts
// in a phase that the job does not have, nothing is said but that.
func (p policy) means() []Effect {
	var s saying
	if p.scenario == DR {
		return nil
	}
	p.phases(&s)
	if p.increments() {
		p.rowsMean(&s)
		p.dropMeans(&s)
		if p.scenario == Sync {
			p.conflictMeans(&s)
			p.ddlMeans(&s)
			p.readMeans(&s)
		}
	}
	if p.scenario == Sync {
		p.topologyMeans(&s)
		p.copyMeans(&s)
	}
	p.strangers(&s)
	return s.risksFirst()
}

// increments reports whether the job has an incremental phase, in which alone
// most of the policy acts. Of a task that nobody told it is taken to have one.
func (p policy) increments() bool { return p.task != Full }

func (p policy) phases(s *saying) {
	switch p.task {
	case Full:
		if p.scenario == Sync {
			s.note("A full phase alone: conflict, DDL and rows to replay have no effect.")
		} else {
			s.note("A full phase alone: what DDL does later on is not replayed at all.")
		}
	case Incr:
		s.note("No full phase: tables and rows must be at the target before the start.")
	case FullIncr:
	}
}

// rowsMean says what comes of changes that are left out.
func (p policy) rowsMean(s *saying) {
	if p.scenario != Sync {
		return
	}
	if !p.told(KeyDML) {
		s.note("Which rows are replayed was not told: the service's default holds.")
		return
	}
	rows := p.chosen(KeyDML)
	var missing []string
	for _, kind := range []struct{ token, words string }{{"i", "inserts"}, {"u", "updates"}, {"d", "deletes"}} {
		if !slices.Contains(rows, kind.token) {
			missing = append(missing, kind.words)
		}
	}
	switch {
	case len(missing) == 3 && !p.on(KeyDDL):
		s.risk("Nothing is replayed at all: neither rows nor DDL.")
	case len(missing) == 3:
		s.risk("No change of a row is replayed: the sides drift apart from the start on.")
	case len(missing) == 2:
		s.risk(first(missing[0]) + " and " + missing[1] + " never reach the target; a compare will report them.")
	case len(missing) == 1:
		s.risk(first(missing[0]) + " on the source never reach the target; a compare will report them.")
	}
	if slices.Contains(rows, "i") && !slices.Contains(rows, "d") {
		switch p.get(KeyConflict) {
		case conflictStop:
			s.risk("A row deleted and inserted anew meets its old self: that stops the job.")
		case conflictIgnore:
			s.risk("A row deleted and inserted anew meets its old self: the old one stays.")
		}
	}
}

// first is a text with a capital letter in front.
func first(words string) string { return strings.ToUpper(words[:1]) + words[1:] }

func (p policy) dropMeans(s *saying) {
	if p.scenario == Migration && p.mysql() && p.get(KeyDropDatabase) == "" {
		s.risk("DROP DATABASE on the source drops the database on the target.")
	}
}

// conflictMeans says what becomes of a row that meets another one.
func (p policy) conflictMeans(s *saying) {
	many := p.get(KeyTopologyType) == manyToOne
	switch p.get(KeyConflict) {
	case conflictStop:
		s.risk("The job fails at the first row in conflict; its log says which.")
		if many {
			s.risk("Two sources with one key: the second to come fails its job.")
		}
	case conflictIgnore:
		s.risk("A row in conflict keeps what the target has; a compare will report it.")
		if many {
			s.risk("Where two sources have one key, the first row stays, others are lost.")
		}
	case conflictOverwrite:
		if many {
			s.risk("Sources overwrite each other's rows: of one key the last one stays.")
		}
		if p.task == FullIncr {
			s.note("The full copy does not overwrite: rows that stand there already stay.")
		}
	}
}

func (p policy) topologyMeans(s *saying) {
	if p.get(KeyTopologyType) != manyToOne || !p.mysql() {
		return
	}
	s.risk("Many to one: every table needs a primary key.")
	s.risk("Names must be mapped apart, or rows told apart by an added column.")
	s.note("Start the jobs of many to one one after another. None can be cloned.")
}

// copyMeans says what the full copy leaves out.
func (p policy) copyMeans(s *saying) {
	moves, told := p.chosen(KeyMoves), p.greyUndocumented(KeyMoves) == "" && p.edit.Get(KeyMoves) != ""
	lacks := func(token string) bool {
		return told && !slices.Contains(moves, token) && !slices.Contains(moves, everyType)
	}
	if lacks(tableData) {
		s.risk("Rows that are there now are not copied.")
	}
	if lacks(tableShape) {
		s.risk("Tables are not created: they must be at the target before the start.")
	}
	switch {
	case lacks(constraints) && p.get(KeyIndexes) == "true":
		s.risk("Ordinary indexes are asked for, but indexes are not among what moves.")
	case lacks(constraints):
		s.note("Indexes and constraints are not moved: make them by hand.")
	case !p.on(KeyIndexes) && p.task != Incr:
		s.note("Ordinary indexes are not created: make them before a switchover.")
	}
	if p.greyUndocumented(KeyIndexFirst) == "" && p.get(KeyIndexFirst) == "true" && p.task != Incr {
		s.note("Indexes grow with the tables: the load mostly takes longer.")
	}
}

func (p policy) readMeans(s *saying) {
	if !p.oracle() {
		return
	}
	switch p.get(KeyReadMode) {
	case readXStream:
		s.note("XStream needs an outbound server on the source, and a licence for it.")
	case readLogMiner:
		s.note("LogMiner works inside the source database: it costs CPU there.")
	}
}

// strangers says what goes back as it came, since drover does not know it.
func (p policy) strangers(s *saying) {
	for _, f := range policyFields(p.edit) {
		base := p.edit.Base.Get(f.Key)
		switch {
		case !f.Live() || base == "":
		case f.Kind == FlagsField:
			known := slices.DeleteFunc(slices.Clone(f.Options), func(o Option) bool { return o.Why == unknownToken })
			if n := len(strange(optionValues(known), base)); n > 0 {
				s.note(f.Label + ": " + plural(n, "kind", "kinds") + " that drover does not know " + oneOrMany(n, "stays", "stay") + " as told.")
			}
		case f.Kind == ChoiceField && f.Value == base && !slices.Contains(knownChoices(f.Key), base):
			s.note(f.Label + ": drover does not know what stands there; it stays as told.")
		}
	}
}

// knownChoices are the values of a choice that drover knows.
func knownChoices(key FieldKey) []string {
	switch key {
	case KeyConflict:
		return []string{conflictIgnore, conflictOverwrite, conflictStop}
	case KeyDropDatabase:
		return []string{dropHeldBack}
	case KeyTopologyType:
		return []string{oneToOne, oneToMany, manyToOne}
	case KeyReadMode:
		return []string{readLogMiner, readXStream}
	default: // no choice of one
		return nil
	}
}
