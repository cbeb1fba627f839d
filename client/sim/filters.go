package sim

type filterCheck struct{}
