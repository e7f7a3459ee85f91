// gorilla/websocket, as Debian has it.
package main

import (
	"net/http"
	"os/exec"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"../lab"
)

func main() {
	lab.Run(version(), client, server)
}

// The version of Debian's package, without what Debian adds to it.
func version() string {
	out, _ := exec.Command(
		"dpkg-query", "-W", "-f", "${Version}", "golang-github-gorilla-websocket-dev",
	).Output()
	return strings.SplitN(string(out), "-", 2)[0]
}

func client(address string, seen *lab.Seen) {
	conn, _, err := websocket.DefaultDialer.Dial(address, nil)
	if err != nil {
		seen.Failed(err)
		seen.Ended()
		return
	}
	watch(conn, seen)
}

func server(w http.ResponseWriter, r *http.Request) {
	conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err == nil {
		watch(conn, lab.NewSeen(r.URL.String()))
	}
}

func watch(conn *websocket.Conn, seen *lab.Seen) {
	// A closing handshake has no function of its own: its documentation says to write the frame,
	// and to read until the error.
	defer conn.Close()
	seen.Opened()
	if seen.Closes {
		code := websocket.CloseNoStatusReceived
		if seen.HasCode {
			code = seen.Code
		}
		message := websocket.FormatCloseMessage(code, seen.Reason)
		deadline := time.Now().Add(5 * time.Second)
		if err := conn.WriteControl(websocket.CloseMessage, message, deadline); err != nil {
			seen.Throws(err)
		}
	}
	for {
		if _, _, err := conn.ReadMessage(); err != nil {
			seen.Failed(err)
			if closed, ok := err.(*websocket.CloseError); ok {
				seen.EndedWith(closed.Code, closed.Text)
			}
			seen.Ended()
			return
		}
	}
}
