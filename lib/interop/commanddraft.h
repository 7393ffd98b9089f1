// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/imported.h"

#include <span>

namespace sonde {

/// What a command line says, while it is read. All texts are templates; passwords are in clear until finish().
class CommandDraft final
{
public:
    explicit CommandDraft(const QString &tool);

    Profile profile;
    QStringList addresses;
    QStringList data; ///< Of curl's -d, encoded.
    bool isDataQuery = false; ///< -G
    bool isDigest = false; ///< Of user and password.
    bool asksPassword = false; ///< A user stands without a password.
    std::chrono::milliseconds pingTimeout{0}; ///< Since the last pong, as websocat counts.

    /// The option that is being read; remarks are about it.
    void setOption(const QString &option) { m_option = option; }
    void remark(const QString &text);

    void addHeader(const QString &line); ///< "Name: value"
    void addCookies(const QString &pairs); ///< "a=1; b=2"
    void addSubprotocols(const QString &list); ///< "a, b"
    void setLogin(const QString &login); ///< "user:password"
    void setBearer(const QString &token);
    void setProxyLogin(const QString &login);
    void setProxy(const QString &address); ///< "http://user:password@host:port"
    void setSocks(const QString &address);
    void setMinVersion(TlsVersion version);
    void setSeconds(std::chrono::milliseconds &target, const QString &seconds);

    /// The error says that there is no address, or what is wrong with it.
    [[nodiscard]] Result<Imported> finish();

private:
    void setProxyAddress(ProxyKind kind, const QString &address);
    [[nodiscard]] Result<> takeAddress();
    void takeUserInfo();
    void takeQuery();
    void hideSecrets();
    void hide(QString &text, const QString &what);
    void hideField(Field &field);
    [[nodiscard]] QString name() const;

    Imported m_imported;
    QString m_option;
    QString m_host; ///< As a header says.
};

enum class OptionValue : quint8 { None, Needed, Optional };

/// An option of a tool. Where there is neither `take` nor `left`, it has to do with output alone and is passed over.
struct CommandOption
{
    QLatin1StringView shortName; ///< Without its hyphens; so the other one.
    QLatin1StringView longName;
    OptionValue value = OptionValue::None;
    void (*take)(CommandDraft &draft, const QString &value) = nullptr;
    const char *left = nullptr; ///< Why it is left out; for tr().
};

/// Reads the words behind the tool's name. What is no option is an address.
[[nodiscard]] Result<> readOptions(CommandDraft &draft, std::span<const CommandOption> options,
                                   const QStringList &words);

[[nodiscard]] std::span<const CommandOption> curlOptions();
[[nodiscard]] std::span<const CommandOption> wscatOptions();
[[nodiscard]] std::span<const CommandOption> websocatOptions();

} // namespace sonde
