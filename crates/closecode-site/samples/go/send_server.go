package main

import (
	"log"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

func handler(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	frame := websocket.FormatCloseMessage(__CODE__, "")
	conn.WriteControl(websocket.CloseMessage, frame, time.Now().Add(time.Second))
	conn.ReadMessage() // until the peer has answered
}

func main() {
	log.Fatal(http.ListenAndServe("localhost:8080", http.HandlerFunc(handler)))
}
