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
	__SEND__
	conn.ReadMessage() // until the peer has answered
}

func main() {
	log.Fatal(http.ListenAndServe("localhost:8080", http.HandlerFunc(handler)))
}
