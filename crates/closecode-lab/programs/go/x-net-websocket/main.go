// golang.org/x/net/websocket, as Debian has it.
package main

import (
	"io"
	"net/http"
	"os/exec"
	"strings"

	"golang.org/x/net/websocket"

	"../lab"
)

func main() {
	lab.Run(version(), client, server)
}

// The version of Debian's package, without what Debian adds to it.
func version() string {
	out, _ := exec.Command(
		"dpkg-query", "-W", "-f", "${Version}", "golang-golang-x-net-dev",
	).Output()
	return strings.SplitN(strings.SplitN(string(out), ":", 2)[1], "+", 2)[0]
}

func client(address string, seen *lab.Seen) {
	conn, err := websocket.Dial(address, "", "http://127.0.0.1/")
	if err != nil {
		seen.Failed(err)
		seen.Ended()
		return
	}
	watch(conn, seen)
}

func server(w http.ResponseWriter, r *http.Request) {
	// Not the handler that asks for an Origin: the lab is no browser.
	websocket.Server{Handler: func(conn *websocket.Conn) {
		watch(conn, lab.NewSeen(r.URL.String()))
	}}.ServeHTTP(w, r)
}

func watch(conn *websocket.Conn, seen *lab.Seen) {
	defer conn.Close()
	seen.Opened()
	if seen.Closes {
		// Its Close takes neither a code nor a reason.
		if seen.HasCode {
			seen.ThrowsAs("no argument")
		}
		// It does not wait for an answer.
		if err := conn.Close(); err != nil {
			seen.Failed(err)
		}
		seen.Ended()
		return
	}
	for {
		var message []byte
		if err := websocket.Message.Receive(conn, &message); err != nil {
			// How it tells of every end that is in order.
			if err != io.EOF {
				seen.Failed(err)
			}
			seen.Ended()
			return
		}
	}
}
