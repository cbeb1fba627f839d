package sim

type columnRead struct{}
