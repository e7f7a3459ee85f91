// Package lab does what every program does for the lab, whatever its library; ../../README.md has
// the protocol.
package lab

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"
)

var printing sync.Mutex

func say(row interface{}) {
	printing.Lock()
	defer printing.Unlock()
	line, _ := json.Marshal(row)
	fmt.Println(string(line))
}

// Seen is what is known of the end of one connection, told once.
type Seen struct {
	row map[string]interface{}
	// Closes is whether this side closes first, with Code, unless it is 0 or HasCode is false, and
	// Reason.
	Closes, HasCode bool
	Code            int
	Reason          string
	told            bool
}

// NewSeen reads what an address asks for.
func NewSeen(address string) *Seen {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	s := &Seen{row: map[string]interface{}{
		"way": path.Base(u.Path), "opened": false, "error": false, "code": nil, "clean": nil,
	}}
	query := u.Query()
	if query.Has("close") {
		s.Closes = true
		s.Code, err = strconv.Atoi(query.Get("close"))
		s.HasCode = err == nil
		bytes, _ := strconv.Atoi(query.Get("reason"))
		s.Reason = strings.Repeat("r", bytes)
	}
	return s
}

// Opened says that the connection is open.
func (s *Seen) Opened() { s.row["opened"] = true }

// Failed says of an error.
func (s *Seen) Failed(err error) {
	s.row["error"] = true
	s.row["class"] = fmt.Sprintf("%T", err)
	s.row["text"] = err.Error()
}

// Throws says what the function that closes has returned in place of closing.
func (s *Seen) Throws(err error) {
	s.row["throws"] = fmt.Sprintf("%T", err)
	s.row["text"] = err.Error()
}

// ThrowsAs says the same where there is nothing to pass the arguments to.
func (s *Seen) ThrowsAs(what string) { s.row["throws"] = what }

// Ended tells of the end.
func (s *Seen) Ended() {
	if !s.told {
		s.told = true
		say(s.row)
	}
}

// EndedWith tells of the end with a code.
func (s *Seen) EndedWith(code int, reason string) {
	s.row["code"] = code
	s.row["reason"] = reason
	s.Ended()
}

// Run does what the command line asks for.
func Run(version string, client func(string, *Seen), server http.HandlerFunc) {
	switch os.Args[len(os.Args)-1] {
	case "version":
		fmt.Println(version)
	case "client":
		lines := bufio.NewScanner(os.Stdin)
		for lines.Scan() {
			go client(lines.Text(), NewSeen(lines.Text()))
		}
	case "server":
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		say(map[string]int{"port": listener.Addr().(*net.TCPAddr).Port})
		panic(http.Serve(listener, server))
	}
}
