// The adapter for gorilla/websocket: what its users are told when a connection ends.
package vectors

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"

	"github.com/gorilla/websocket"
)

func end(socket *websocket.Conn) string {
	defer socket.Close()
	for {
		if _, _, err := socket.ReadMessage(); err != nil {
			var closed *websocket.CloseError
			if errors.As(err, &closed) {
				return fmt.Sprint(closed.Code)
			}
			return "error"
		}
	}
}

func client(url string) string {
	socket, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		return err.Error()
	}
	return end(socket)
}

func server(told func(string)) *net.TCPAddr {
	upgrader := websocket.Upgrader{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if socket, err := upgrader.Upgrade(w, r, nil); err == nil {
			told(end(socket))
		}
	}))
	return server.Listener.Addr().(*net.TCPAddr)
}
