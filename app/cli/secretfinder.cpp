// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/secretfinder.h"

#include "cli/terminal.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::cli {

namespace {

constexpr auto Patience = 20s; // Scripts wait for it.

} // namespace

SecretFinder::SecretFinder(QObject *parent)
    : QObject(parent)
    , m_keychain(u"Sonde"_s, Patience)
{
}

QString SecretFinder::variableOf(const QString &name)
{
    QString variable = u"SONDE_SECRET_"_s;
    for (const QChar c : name.toUpper())
        variable += c.isLetterOrNumber() && c.unicode() < 0x80 ? c : u'_';
    return variable;
}

/// One after the other, since a keychain may ask the person to unlock it.
void SecretFinder::find(const QStringList &names, const Handler &found)
{
    if (names.isEmpty())
        return found({});
    const QString &name = names.first();
    const auto goOn = [this, rest = names.mid(1), found](const Result<> &isKnown) {
        if (isKnown)
            find(rest, found);
        else
            found(isKnown);
    };
    const QByteArray variable = variableOf(name).toLatin1();
    if (qEnvironmentVariableIsSet(variable.constData())) {
        m_known.insert(name, qEnvironmentVariable(variable.constData()));
        return goOn({});
    }
    m_keychain.read(name, this, [this, name, goOn](const Result<SecretStore::Secret> &kept) { ask(name, kept, goOn); });
}

/// Where the keychain did not tell it.
void SecretFinder::ask(const QString &name, const Result<SecretStore::Secret> &kept, const Handler &done)
{
    std::optional<QString> secret = kept.value_or(std::nullopt);
    if (!secret && isTerminal())
        secret = askHidden(tr("Secret \"%1\":").arg(name));
    if (secret) {
        m_known.insert(name, *secret);
        return done({});
    }
    const QString keychain = kept ? tr("The system's keychain does not hold it.") : kept.error().what;
    done(fail(
        tr("The secret \"%1\" is not known. %2").arg(name, keychain),
        tr("Set the environment variable %1, or connect once in the window, which keeps it.").arg(variableOf(name))));
}

} // namespace sonde::cli
