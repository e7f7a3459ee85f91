package main

import (
	"errors"
	"fmt"
	"log"
	"net/http"

	"github.com/gorilla/websocket"
)

func handler(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	for err == nil {
		_, _, err = conn.ReadMessage()
	}
	var closed *websocket.CloseError
	if errors.As(err, &closed) && closed.Code == __CODE__ {
		// The client will not come back until this is mended.
		fmt.Println("__CODE__:", closed.Text)
	}
}

func main() {
	log.Fatal(http.ListenAndServe("localhost:8080", http.HandlerFunc(handler)))
}
