// coder/websocket, as Debian has it under its former name, nhooyr.io/websocket.
package main

import (
	"context"
	"errors"
	"net/http"
	"os/exec"
	"strings"

	"nhooyr.io/websocket"

	"../lab"
)

func main() {
	lab.Run(version(), client, server)
}

// The version of Debian's package, without what Debian adds to it.
func version() string {
	out, _ := exec.Command(
		"dpkg-query", "-W", "-f", "${Version}", "golang-nhooyr-websocket-dev",
	).Output()
	return strings.SplitN(string(out), "-", 2)[0]
}

func client(address string, seen *lab.Seen) {
	conn, _, err := websocket.Dial(context.Background(), address, nil)
	if err != nil {
		seen.Failed(err)
		seen.Ended()
		return
	}
	watch(conn, seen)
}

func server(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, nil)
	if err == nil {
		watch(conn, lab.NewSeen(r.URL.String()))
	}
}

func watch(conn *websocket.Conn, seen *lab.Seen) {
	seen.Opened()
	if seen.Closes {
		// It reads until the answer by itself, and returns what was wrong with it.
		code := websocket.StatusCode(seen.Code)
		if !seen.HasCode {
			code = websocket.StatusNoStatusRcvd
		}
		if err := conn.Close(code, seen.Reason); err != nil {
			told(seen, err)
			return
		}
		seen.Ended()
		return
	}
	for {
		if _, _, err := conn.Read(context.Background()); err != nil {
			told(seen, err)
			return
		}
	}
}

func told(seen *lab.Seen, err error) {
	seen.Failed(err)
	var closed websocket.CloseError
	if errors.As(err, &closed) {
		seen.EndedWith(int(closed.Code), closed.Reason)
	}
	seen.Ended()
}
