package oauth

import (
	"net/http"
	"time"

	"drover/client/rest"
)

// Operations is the one operation that is sent. It changes nothing: a new token
// leaves the old ones valid. So it may be repeated where the network or the
// service has trouble; what was refused is not.
func Operations() rest.Table {
	return rest.Table{{
		Op: rest.TokenOp, Method: http.MethodPost, Path: "/connect/token", Generation: "v1", Class: rest.Read,
		Deadline: 20 * time.Second, Manner: rest.DryvIQ, Form: true,
	}}
}

// Service is the token endpoint of a server. It is safe for concurrent use.
type Service struct{ conn *rest.Conn }

// New makes the connection and sends nothing. Of cfg, Credential does not
// matter: a login goes without one.
func New(cfg rest.Config) (*Service, error) {
	cfg.Credential = rest.Nobody()
	conn, err := rest.New(cfg)
	if err != nil {
		return nil, err
	}
	return &Service{conn: conn}, nil
}

// Exchanges lists what went over the wire of late, newest first.
func (s *Service) Exchanges() []rest.Exchange { return s.conn.Exchanges() }

// Close gives idle connections back. Calls under way go on.
func (s *Service) Close() { s.conn.Close() }
