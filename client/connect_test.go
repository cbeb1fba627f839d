package client_test

import (
	"context"
	"net"
	"testing"

	"drover/client/drs"
	"drover/client/rest"
	"drover/model"
)

// connect is the real backend over connections in memory; whoever has it closes
// them.
func connect(t *testing.T, dial func(ctx context.Context, network, addr string) (net.Conn, error)) (b *drs.Backend, conn *rest.Conn) {
	t.Helper()
	conn, err := rest.New(rest.Config{Endpoint: "http://drs.sim", Credential: simToken(), Dial: dial})
	if err != nil {
		t.Fatal(err)
	}
	return drs.New(conn, "p1", ""), conn
}

func simToken() rest.Credential { return rest.TokenCredential(model.NewSecret("sim-token"), "test") }
