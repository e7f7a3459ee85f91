# What every program does for the lab, whatever its library; ../README.md has the protocol.
require "json"
require "uri"

module Lab
  PRINTING = Mutex.new

  def self.say(row)
    PRINTING.synchronize do
      puts JSON.generate(row)
      $stdout.flush
    end
  end

  def self.listening(port)
    say({ port: port })
  end

  # The version of a Debian package, without what Debian adds to it.
  def self.debian(name)
    `dpkg-query -W -f '${Version}' #{name}`.sub(/-.*/, "")
  end

  # What is known of the end of one connection, told once.
  class Seen
    attr_reader :closes, :code, :reason

    def initialize(address)
      path, query = address.split("?", 2)
      @row = { way: path.split("/").last, opened: false, error: false }
      asked = URI.decode_www_form(query || "").to_h
      return unless asked.key?("close")

      @closes = true
      @code = asked["close"].to_i unless asked["close"].empty?
      @reason = "r" * asked["reason"].to_i
    end

    def opened
      @row[:opened] = true
    end

    def failed(error)
      @row[:error] = true
      @row[:class] ||= error.class.name
      @row[:text] ||= error.message
    end

    # What the function that closes has raised.
    def throws(error)
      @row[:throws] = error.class.name.split("::").last
      @row[:text] = error.message
    end

    def ended(code = nil, reason = nil, clean = nil)
      return if @told

      @told = true
      reason = reason.to_s.dup.force_encoding("UTF-8").scrub
      Lab.say(@row.merge(code: code, reason: reason, clean: clean))
    end
  end
end
