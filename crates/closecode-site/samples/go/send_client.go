package main

import (
	"log"
	"time"

	"github.com/gorilla/websocket"
)

func main() {
	conn, _, err := websocket.DefaultDialer.Dial("ws://localhost:8080", nil)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	frame := websocket.FormatCloseMessage(__CODE__, "permessage-deflate")
	conn.WriteControl(websocket.CloseMessage, frame, time.Now().Add(time.Second))
	conn.ReadMessage() // until the peer has answered
}
