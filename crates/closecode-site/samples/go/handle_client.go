package main

import (
	"fmt"
	"log"
	"math/rand" // retry
	"time" // retry

	"github.com/gorilla/websocket"
)

func main() {
	conn, _, err := websocket.DefaultDialer.Dial("ws://localhost:8080", nil)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	for err == nil {
		_, _, err = conn.ReadMessage()
	}
	if websocket.IsCloseError(err, __CODE__) {
		// __ADVICE__
		fmt.Println("__CODE__: stop") // stop
		fmt.Println("__CODE__: try again") // once
		delay := time.Duration(__LOW__+rand.Intn(__SPAN__)) * time.Millisecond // retry
		fmt.Println("__CODE__: try again in", delay) // retry
	}
}
