package sim

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// spoil is what becomes of an answer when the wire, the gateway or a proxy
// has its way with it.
func (s *Sim) spoil(w http.ResponseWriter, c *call, a answer) {
	if a, ok := s.refusal(c); ok {
		if isDv(c.op) {
			a = s.dvTongue(c, a)
		}
		s.send(w, c, c.inTongue(a))
		return
	}
	switch c.fx.wire.Kind {
	case "reset-after":
		s.drop(w, c)
	case "hang", "hang-before":
		<-c.request.Context().Done()
		s.drop(w, c)
	case "cut":
		s.cut(w, c, a)
	case "502", "504":
		s.raw(w, c, gatewayStatus(c.fx.wire.Kind), "text/html", "<html><head><title>Gateway</title></head><body><h1>The upstream server did not answer.</h1></body></html>\n")
	case "html":
		s.raw(w, c, http.StatusOK, "text/html;charset=utf-8", "<!DOCTYPE html>\n<html><body><form action=\"/login\">Sign in to the corporate network</form></body></html>\n")
	case "empty":
		s.raw(w, c, http.StatusOK, jsonType, "")
	case "deep":
		s.raw(w, c, http.StatusOK, jsonType, `{"jobs":`+strings.Repeat("[", 100000)+strings.Repeat("]", 100000)+"}")
	case "huge":
		s.huge(w, c)
	default:
		s.send(w, c, a)
	}
}

// refusal gives the answers of faults that are well-formed ones.
func (s *Sim) refusal(c *call) (answer, bool) {
	r := c.fx.wire
	switch r.Kind {
	case "429":
		a := refuse(http.StatusTooManyRequests, "APIGW.0308", "The throttling threshold has been reached: policy user over ratelimit,limit:10,time:1 minute")
		if d, err := time.ParseDuration(r.Arg); err == nil {
			a.header = map[string]string{"Retry-After": strconv.Itoa(int((d + time.Second - 1) / time.Second))}
		}
		return a, true
	case "limit":
		a := refuse(http.StatusTooManyRequests, "APIGW.0308", "The throttling threshold has been reached: policy user over ratelimit,limit:"+r.Arg+",time:1 second")
		a.header = map[string]string{"Retry-After": "1"}
		return a, true
	case "401":
		return refuse(http.StatusUnauthorized, "APIGW.0301", "Incorrect IAM authentication information: decrypt token fail"), true
	case "expire":
		return refuse(http.StatusUnauthorized, "APIGW.0301", "Incorrect IAM authentication information: token expires; "+s.account.expire(c.request.Header.Get("X-Auth-Token"))), true
	case "403":
		return refuse(http.StatusForbidden, or(r.Arg, "DRS.M00102"), "The user does not have enough permissions for this operation."), true
	case "400":
		return refuse(http.StatusBadRequest, or(r.Arg, "DRS.M00200"), "The request was refused."), true
	case "500", "m00004":
		return refuse(http.StatusInternalServerError, "DRS.M00004", "The service is faulty."), true
	case "503":
		return refuse(http.StatusServiceUnavailable, "APIGW.0201", "The backend is unavailable."), true
	case "garbage":
		return refuse(http.StatusBadRequest, "DRS.M00305", "bad\x1b[2J\x1b]0;owned\x07 \x1b[31mred\r\u009b1;1H\u202egnp \u0085\x08\x08end"), true
	case "redirect":
		a := refuse(http.StatusTemporaryRedirect, "SIM.REDIRECT", "Look elsewhere.")
		a.header = map[string]string{"Location": "https://elsewhere.invalid" + c.request.URL.Path}
		return a, true
	case "m01503":
		return refuse(http.StatusBadRequest, "DRS.M01503", "The operation is too frequent. Try again later."), true
	case "m01504":
		return answer{status: http.StatusAccepted, body: object{"error_code": "DRS.M01504", "error_msg": "Another operation is being performed, or the task is abnormal. Try again later."}.encode()}, true
	case "m05066":
		return answer{status: http.StatusOK, body: object{"error_code": "DRS.M05066", "error_msg": "Failed to create the instance."}.encode()}, true
	}
	return answer{}, false
}

func gatewayStatus(kind string) int {
	if kind == "504" {
		return http.StatusGatewayTimeout
	}
	return http.StatusBadGateway
}

// drop ends the connection without a word more.
func (s *Sim) drop(w http.ResponseWriter, c *call) {
	s.record.see(Seen{Op: c.op, At: c.now})
	cutOff(w)
}

// cutOff closes the connection; over TCP with a reset, so that the client
// sees no orderly end. Where it cannot be had, net/http closes it for us.
func cutOff(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// cut announces the whole body and sends half of it.
func (s *Sim) cut(w http.ResponseWriter, c *call, a answer) {
	s.record.see(Seen{Op: c.op, At: c.now, Status: a.status})
	var body []byte
	size := 0
	if a.stream != nil {
		size = a.stream.size(a.loose)
	} else {
		body = c.marked(a)
		size = len(body)
	}
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	_, _ = fmt.Fprintf(buffered, "HTTP/1.1 %d %s\r\nDate: %s\r\nX-Request-Id: %s\r\nX-Sim-Fault: cut\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
		a.status, http.StatusText(a.status), s.options.Now().UTC().Format(http.TimeFormat), c.id, jsonType, size)
	if a.stream != nil {
		a.pourHalf(buffered, size)
	} else {
		_, _ = buffered.Write(body[:size/2])
	}
	_ = buffered.Flush()
	_ = conn.Close()
}

// raw sends a body that is no answer of the service.
func (s *Sim) raw(w http.ResponseWriter, c *call, status int, contentType, body string) {
	s.record.see(Seen{Op: c.op, At: c.now, Status: status})
	s.head(w, c, contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

// huge sends more than anybody should read: 9 MiB, or 24 packed into little.
func (s *Sim) huge(w http.ResponseWriter, c *call) {
	s.record.see(Seen{Op: c.op, At: c.now, Status: http.StatusOK})
	s.head(w, c, jsonType)
	var out io.Writer = w
	pages := 9
	if c.fx.wire.Arg == "gzip" {
		w.Header().Set("Content-Encoding", "gzip")
		packed, _ := gzip.NewWriterLevel(w, gzip.BestSpeed) // the level is a valid one
		defer func() { _ = packed.Close() }()
		out, pages = packed, 24
	}
	page := bytes.Repeat([]byte(" "), 1<<20)
	_, _ = io.WriteString(out, `{"jobs":[`)
	for range pages {
		if _, err := out.Write(page); err != nil {
			return
		}
	}
	_, _ = io.WriteString(out, `]}`)
}
