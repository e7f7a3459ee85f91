package main

import (
	"errors"
	"log"
	"math/rand"
	"time"

	"github.com/gorilla/websocket"
)

// __CODE__: __ADVICE__
const (
	first   = __FIRST__ // grows
	longest = __LONGEST__ // grows
	stable  = __STABLE__ // counts
	least = __FIRST__ // uniform
	most  = __LONGEST__ // uniform
)

var wanted = true // false when you are done // wanted
// wanted
func renewToken() {} // get a new token here // renews
// renews
// connect returns the close code of one connection, and how long it was open.
func connect() (int, time.Duration) {
	conn, _, err := websocket.DefaultDialer.Dial("ws://localhost:8080", nil)
	if err != nil {
		return 1006, 0
	}
	defer conn.Close()
	opened := time.Now()
	for {
		_, message, err := conn.ReadMessage()
		var closed *websocket.CloseError
		if errors.As(err, &closed) {
			return closed.Code, time.Since(opened)
		} else if err != nil {
			return 1006, time.Since(opened)
		}
		log.Printf("%s", message)
	}
}

func main() {
	random := rand.New(rand.NewSource(time.Now().UnixNano()))
	ceiling := first // grows
	tries := 0 // limit
	for {
		code, lived := connect() // counts
		code, _ := connect() // uniform
		if lived >= stable { // counts
			ceiling = first // resets
			ceiling, tries = first, 0 // limit
		} // counts
		switch code {
		case __STOP__:
			log.Fatalf("%d: stopped", code) // stop: a retry fails again
		case __CODE__: // own
			if !wanted { // wanted
				return // wanted
			} // wanted
			if tries++; tries > __LIMIT__ { // limit
				log.Fatal("__CODE__: stopped") // limit
			} // limit
			renewToken() // renews
		}
		time.Sleep(time.Duration(random.Float64() * float64(ceiling))) // full
		time.Sleep(time.Duration((1 + random.Float64()) / 2 * float64(ceiling))) // equal
		time.Sleep(least + time.Duration(random.Int63n(int64(most-least)))) // uniform
		if ceiling *= __FACTOR__; ceiling > longest { // grows
			ceiling = longest // grows
		} // grows
	}
}
