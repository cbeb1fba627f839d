// Package contract holds requests and answers against the OpenAPI contracts of
// the service and of IAM. Only tests import it.
//
//	contract.go  what may be asked and answered
//	sender.go    who a request must come from
//	handler.go   a service in memory, each call of which is checked
package contract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// Checker knows one contract or several.
type Checker struct{ routers []routers.Router }

// New loads the contracts from files: of the service, of IAM, or of both where
// they answer at one address. No two of them have a path in common.
func New(paths ...string) (*Checker, error) {
	c := &Checker{}
	for _, path := range paths {
		doc, err := openapi3.NewLoader().LoadFromFile(path)
		if err != nil {
			return nil, fmt.Errorf("contract: %w", err)
		}
		doc.Servers = nil // the service is wherever the test put it
		router, err := legacy.NewRouter(doc)
		if err != nil {
			return nil, fmt.Errorf("contract: %w", err)
		}
		c.routers = append(c.routers, router)
	}
	return c, nil
}

// Operation names the operation of the contract that a request belongs to.
func (c *Checker) Operation(r *http.Request) (string, error) {
	route, _, err := c.find(r)
	if err != nil {
		return "", err
	}
	return route.Operation.OperationID, nil
}

func (c *Checker) find(r *http.Request) (*routers.Route, map[string]string, error) {
	local := r.Clone(r.Context())
	local.URL.Scheme, local.URL.Host, local.Host = "", "", ""
	err := errors.New("there is no contract")
	for _, router := range c.routers {
		var route *routers.Route
		var params map[string]string
		if route, params, err = router.FindRoute(local); err == nil {
			return route, params, nil
		}
	}
	return nil, nil, err
}

// Request checks a request and its body; parameters that the operation does
// not name are mistakes, too.
func (c *Checker) Request(r *http.Request, body []byte) error {
	_, err := c.request(r, body)
	return err
}

func (c *Checker) request(r *http.Request, body []byte) (*openapi3filter.RequestValidationInput, error) {
	route, params, err := c.find(r)
	if err != nil {
		return nil, fmt.Errorf("contract: %s %s: %w", r.Method, r.URL.Path, err)
	}
	checked := r.Clone(r.Context())
	checked.Body = io.NopCloser(bytes.NewReader(body))
	input := &openapi3filter.RequestValidationInput{
		Request: checked, PathParams: params, Route: route,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	}
	if err := sender(r, route.Operation, byBearer(route.Spec)); err != nil {
		return input, fmt.Errorf("contract: request of %s: %w", route.Operation.OperationID, err)
	}
	if err := unknownParameter(r, route.Operation, route.PathItem); err != nil {
		return input, err
	}
	if err := openapi3filter.ValidateRequest(r.Context(), input); err != nil {
		return input, fmt.Errorf("contract: request of %s: %w", route.Operation.OperationID, err)
	}
	return input, nil
}

func unknownParameter(r *http.Request, op *openapi3.Operation, item *openapi3.PathItem) error {
	for name := range r.URL.Query() {
		if op.Parameters.GetByInAndName("query", name) == nil && item.Parameters.GetByInAndName("query", name) == nil {
			return fmt.Errorf("contract: request of %s: no such parameter: %q", op.OperationID, name)
		}
	}
	return nil
}

// Answer checks an answer to a request that was checked before.
func (c *Checker) Answer(r *http.Request, requestBody []byte, status int, header http.Header, body []byte) error {
	input, err := c.request(r, requestBody)
	if input == nil {
		return err
	}
	out := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: status, Header: header,
		Body: io.NopCloser(bytes.NewReader(body)), Options: input.Options,
	}
	if err := openapi3filter.ValidateResponse(r.Context(), out); err != nil {
		return fmt.Errorf("contract: answer %d of %s: %w", status, input.Route.Operation.OperationID, err)
	}
	return nil
}

// Transport checks every request and every answer that passes through it, and
// reports what breaks the contract. Answers that trouble has shaped (other
// than JSON, cut, or marked X-Sim-Fault) are not checked. What next answers is
// handed on as it came.
func (c *Checker) Transport(next http.RoundTripper, report func(error)) http.RoundTripper {
	return &transport{checker: c, next: next, report: report}
}

type transport struct {
	checker *Checker
	next    http.RoundTripper
	report  func(error)
}

// RoundTrip does the checking.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := t.readRequest(&r)
	if err != nil {
		return nil, err
	}
	requestError := t.checker.Request(r, body)
	if requestError != nil {
		t.report(requestError)
	}
	answer, err := t.next.RoundTrip(r)
	if err != nil || requestError != nil || answer.Header.Get("X-Sim-Fault") != "" || !strings.HasPrefix(answer.Header.Get("Content-Type"), "application/json") {
		return answer, err
	}
	got, readError := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	answer.Body = io.NopCloser(&replay{bytes.NewReader(got), readError})
	if readError == nil {
		if err := t.checker.Answer(r, body, answer.StatusCode, answer.Header, got); err != nil {
			t.report(err)
		}
	}
	return answer, nil
}

// readRequest takes the body out and puts it back into a copy of the request,
// which like the original cannot be sent twice.
func (t *transport) readRequest(r **http.Request) ([]byte, error) {
	if (*r).Body == nil || (*r).Body == http.NoBody {
		return nil, nil
	}
	body, err := io.ReadAll((*r).Body)
	if err = errors.Join(err, (*r).Body.Close()); err != nil {
		return nil, err
	}
	again := (*r).Clone((*r).Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	*r = again
	return body, nil
}

// replay gives back what was read, then the error that ended the reading.
type replay struct {
	*bytes.Reader
	end error
}

// Read ends the way the original did.
func (p *replay) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	if errors.Is(err, io.EOF) && p.end != nil {
		err = p.end
	}
	return n, err
}
