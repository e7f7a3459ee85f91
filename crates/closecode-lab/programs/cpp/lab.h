// What every program does for the lab, whatever its library; ../README.md has the protocol.
#pragma once

#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace lab {

inline std::mutex printing;

inline std::string quoted(const std::string &text) {
    std::string quoted = "\"";
    for (unsigned char c : text) {
        char escaped[8];
        if (c < ' ' || c == '"' || c == '\\' || c > '~') {
            std::snprintf(escaped, sizeof escaped, "\\u%04x", c);
            quoted += escaped;
        } else {
            quoted += static_cast<char>(c);
        }
    }
    return quoted + '"';
}

inline void print(const std::string &line) {
    std::lock_guard<std::mutex> lock(printing);
    std::cout << line << std::endl;
}

inline void listening(int port) {
    print("{\"port\": " + std::to_string(port) + "}");
}

/// What is known of the end of one connection, told once.
class Seen {
  public:
    bool closes = false;
    std::optional<int> code;
    std::string reason;

    explicit Seen(const std::string &address) {
        auto mark = address.find('?');
        auto path = address.substr(0, mark);
        row["way"] = quoted(path.substr(path.rfind('/') + 1));
        row["opened"] = row["error"] = "false";
        if (mark == std::string::npos) return;
        auto query = "&" + address.substr(mark + 1) + "&";
        if (auto value = find(query, "close")) {
            closes = true;
            if (!value->empty()) code = std::stoi(*value);
        }
        if (auto value = find(query, "reason")) reason = std::string(std::stoul(*value), 'r');
    }

    void opened() { row["opened"] = "true"; }

    void failed(const std::string &kind, const std::string &text) {
        row["error"] = "true";
        row.emplace("class", quoted(kind));
        row.emplace("text", quoted(text));
    }

    /// What the function that closes has thrown or returned in place of closing.
    void throws(const std::string &what) { row["throws"] = quoted(what); }

    void ended(std::optional<int> told, const std::string &why = "",
               std::optional<bool> clean = std::nullopt) {
        if (is_told) return;
        is_told = true;
        row["code"] = told ? std::to_string(*told) : "null";
        row["reason"] = quoted(why);
        row["clean"] = clean ? (*clean ? "true" : "false") : "null";
        std::string line;
        for (auto &[key, value] : row) {
            line += (line.empty() ? "{" : ", ") + quoted(key) + ": " + value;
        }
        print(line + "}");
    }

  private:
    std::map<std::string, std::string> row;
    bool is_told = false;

    static std::optional<std::string> find(const std::string &query, const std::string &name) {
        auto start = query.find("&" + name + "=");
        if (start == std::string::npos) return std::nullopt;
        start += name.size() + 2;
        return query.substr(start, query.find('&', start) - start);
    }
};

} // namespace lab
