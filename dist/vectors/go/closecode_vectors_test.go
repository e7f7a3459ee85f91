// Runs the frames of closecode-vectors.json against a WebSocket library: docs/vectors.md says how.
// License: CC0-1.0. Reads testdata/closecode-vectors.json and testdata/known-differences.txt.
package vectors

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

const upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-"
const key = "Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

type vector struct {
	ID, Role, Bytes, Then string
	Ends                  bool
	Outcomes              []struct{ Reports, Replies json.RawMessage }
}

// Plays the other side of a connection, and returns what comes back as a Close frame.
func play(link *net.TCPConn, v vector) string {
	defer link.Close()
	_ = link.SetDeadline(time.Now().Add(3 * time.Second))
	stream := bufio.NewReader(link)
	if v.Role == "server" {
		fmt.Fprint(link, "GET / HTTP/1.1\r\nHost: localhost\r\n"+upgrade+key)
		_, _ = http.ReadResponse(stream, nil)
	} else if request, err := http.ReadRequest(stream); err == nil {
		key := request.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
		hash := sha1.Sum([]byte(key))
		fmt.Fprintf(link, "HTTP/1.1 101 OK\r\n%sAccept: %s\r\n\r\n", upgrade,
			base64.StdEncoding.EncodeToString(hash[:]))
	}
	send := func(text string) { bytes, _ := hex.DecodeString(text); _, _ = link.Write(bytes) }
	send(v.Bytes)
	if v.Ends {
		_ = link.CloseWrite()
	}
	defer time.AfterFunc(time.Second, func() { send(v.Then) }).Stop()
	for head, mask := make([]byte, 2), make([]byte, 4); ; {
		if _, err := io.ReadFull(stream, head); err != nil {
			return "none"
		}
		body := make([]byte, head[1]&0x7f)
		_, _ = io.ReadFull(stream, mask[:head[1]>>7*4])
		_, _ = io.ReadFull(stream, body)
		if head[0]&0xf == 8 && len(body) < 2 {
			return []string{"empty", "malformed"}[len(body)]
		} else if head[0]&0xf == 8 {
			return fmt.Sprint(int(body[0]^mask[0])<<8 | int(body[1]^mask[1]))
		}
	}
}

func TestCloseCodeVectors(t *testing.T) {
	file, _ := os.ReadFile("testdata/closecode-vectors.json")
	var document struct{ Frames []vector }
	if err := json.Unmarshal(file, &document); err != nil {
		t.Fatal(err)
	}
	lab, _ := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	told, differences := make(chan string, 1), ""
	address := server(func(reports string) { told <- reports })
	for _, v := range document.Frames {
		var link *net.TCPConn
		if v.Role == "client" {
			go func() { told <- client("ws://" + lab.Addr().String()) }()
			link, _ = lab.AcceptTCP()
		} else {
			link, _ = net.DialTCP("tcp", nil, address)
		}
		replies, reports, fits := play(link, v), <-told, false
		for _, outcome := range v.Outcomes {
			isReported := strings.Contains(string(outcome.Reports), `"`+reports+`"`)
			fits = fits || isReported && strings.Contains(string(outcome.Replies), `"`+replies+`"`)
		}
		if !fits {
			differences += fmt.Sprintf("%s: reports %s, replies %s\n", v.ID, reports, replies)
		}
	}
	if known, _ := os.ReadFile("testdata/known-differences.txt"); differences != string(known) {
		t.Errorf("these differ:\n%sthese are known to:\n%s", differences, known)
	}
}
