package model_test

import (
	"math"
	"testing"
	"time"

	"drover/model"
)

func TestPagesWithin(t *testing.T) {
	for in, want := range map[model.Page]model.Page{
		{}:                          {Offset: 0, Limit: 1},
		{Offset: -1, Limit: -1}:     {Offset: 0, Limit: 1},
		{Offset: 20, Limit: 10}:     {Offset: 20, Limit: 10},
		{Offset: 7, Limit: 1 << 40}: {Offset: 7, Limit: model.PageSize},
	} {
		if got := in.Within(); got != want {
			t.Errorf("%+v: %+v, want %+v", in, got, want)
		}
	}
}

func TestLagOfAMonitor(t *testing.T) {
	for _, c := range []struct {
		capture, apply, lag time.Duration
		ok                  bool
	}{
		{-1, -1, 0, false},
		{0, -1, 0, true},
		{-1, time.Second, time.Second, true},
		{3 * time.Second, 38 * time.Second, 41 * time.Second, true},
		{math.MaxInt64, math.MaxInt64, math.MaxInt64, true},
	} {
		m := model.NoMonitor()
		m.Capture, m.Apply = c.capture, c.apply
		if lag, ok := m.Lag(); lag != c.lag || ok != c.ok {
			t.Errorf("%v and %v: %v %v, want %v %v", c.capture, c.apply, lag, ok, c.lag, c.ok)
		}
	}
}

func TestObjectKindsHaveWords(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range model.ObjectKinds() {
		w := k.Word()
		if seen[w] || w == "" || w == string(k) {
			t.Errorf("%s is shown as %q", k, w)
		}
		seen[w] = true
	}
	if got := model.ObjectKind("synonym\x1b[2J").Word(); got != "synonym^[[2J" {
		t.Errorf("an unknown kind is shown as %q", got)
	}
}
