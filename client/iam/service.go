package iam

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"drover/client/rest"
)

// The operations, as the contract names them.
const (
	createToken  rest.Op = "KeystoneCreateUserTokenByPassword"
	listProjects rest.Op = "KeystoneListProjects"
	listUsable   rest.Op = "KeystoneListAuthProjects"
)

// Operations is every operation of IAM that is sent. None changes anything: a
// new token leaves the old ones valid. So each may be repeated where the
// network or the service has trouble; what was refused is not.
func Operations() rest.Table {
	const v3, short = "v3", 20 * time.Second
	return rest.Table{
		{Op: createToken, Method: http.MethodPost, Path: "/v3/auth/tokens", Generation: v3, Class: rest.Read, Deadline: short},
		{Op: listProjects, Method: http.MethodGet, Path: "/v3/projects", Generation: v3, Class: rest.Read, Deadline: short},
		{Op: listUsable, Method: http.MethodGet, Path: "/v3/auth/projects", Generation: v3, Class: rest.Read, Deadline: short},
	}
}

// Service is the IAM of a region, or of a whole cloud. It is safe for
// concurrent use.
type Service struct{ conn *rest.Conn }

// New makes the connection and sends nothing. Of cfg, Credential does not
// matter: a login goes without one. An endpoint may end in /v3, as OS_AUTH_URL
// does.
func New(cfg rest.Config) (*Service, error) {
	cfg.Credential = rest.Nobody()
	cfg.Endpoint = strings.TrimSuffix(strings.TrimRight(strings.TrimSpace(cfg.Endpoint), "/"), "/v3")
	conn, err := rest.New(cfg)
	if err != nil {
		return nil, fmt.Errorf("IAM: %w", err)
	}
	return &Service{conn: conn}, nil
}

// Origin is scheme, host and port.
func (s *Service) Origin() string { return s.conn.Origin() }

// Exchanges lists what went over the wire of late, newest first.
func (s *Service) Exchanges() []rest.Exchange { return s.conn.Exchanges() }

// Skew is how far this machine's clock is ahead of the service's, as of its
// last answer; known is false before the first one.
func (s *Service) Skew() (ahead time.Duration, known bool) {
	theirs, known := s.conn.ServiceTime()
	if !known {
		return 0, false
	}
	return s.conn.Now().Sub(theirs), true
}

// Close gives idle connections back. Calls under way go on.
func (s *Service) Close() { s.conn.Close() }
