// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/values.h"

#include "core/clamped.h"
#include "gui/secretdialog.h"
#include "profile/environment.h"
#include "profile/template.h"

#include <QMessageBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

Values::Values(std::function<Result<QUrl>()> echoAddress, QObject *parent)
    : QObject(parent)
    , m_echoAddress(std::move(echoAddress))
{
}

QStringList Values::environments() const
{
    QStringList names = environmentNames(m_folder);
    names.removeAll(DefaultEnvironment);
    return names;
}

Result<QList<VariableLayer>> Values::layers(const QString &text, const VariableLayer &own) const
{
    QList<VariableLayer> layers{own};
    for (const QString &name : environmentsInUse(m_folder, m_environment)) {
        const auto layer = environmentLayer(m_folder, name);
        if (!layer)
            return tl::unexpected(layer.error());
        layers << *layer;
    }
    if (needsEcho(text, layers)) { // It is started when somebody needs it.
        const Result<QUrl> echo = m_echoAddress();
        if (!echo)
            return tl::unexpected(echo.error());
        layers << echoLayer(u"ws://127.0.0.1:%1"_s.arg(echo->port()));
    }
    return layers;
}

QList<VariableLayer> Values::names(const VariableLayer &own) const
{
    QList<VariableLayer> layers{own};
    for (const QString &name : environmentsInUse(m_folder, m_environment)) {
        if (const auto layer = environmentLayer(m_folder, name))
            layers << *layer;
    }
    layers << echoLayer({});
    return layers;
}

VariableSources Values::sources() const
{
    VariableSources sources;
    sources.folder = m_folder;
    sources.allowsOutsideFiles = m_isOutsideAllowed;
    if (m_isProcessAllowed)
        sources.processEnvironment = processVariable;
    sources.secret = [this](const QString &name) -> std::optional<QString> {
        const auto found = m_secrets.constFind(name);
        return found == m_secrets.cend() ? std::nullopt : std::optional(*found);
    };
    return sources;
}

QStringList Values::unknownSecrets(const QString &text, const VariableLayer &own) const
{
    if (!mayHavePlaceholders(text))
        return {};
    const auto found = layers(text, own);
    if (!found)
        return {}; // expand() says why.
    QStringList names = Variables(*found, sources()).neededSecrets(text);
    names.removeIf([this](const QString &name) { return m_secrets.contains(name); });
    return names;
}

void Values::fetchSecrets(const QString &text, const VariableLayer &own, QWidget *window,
                          const std::function<void()> &ready)
{
    if (unknownSecrets(text, own).isEmpty())
        return ready();
    const auto isSame = [&](const Fetch &fetch) { return fetch.window == window && fetch.text == text; };
    if (std::ranges::any_of(m_fetches, isSame))
        return;
    m_fetches.append({text, own, window, ready});
    if (m_fetches.size() == 1)
        startFetch();
}

void Values::withStore(const std::function<void()> &ready)
{
    if (m_store)
        return ready();
    openSecretStore(u"Sonde"_s, this, [this, ready](std::unique_ptr<SecretStore> store) {
        if (!m_store)
            m_store = std::move(store);
        ready();
    });
}

void Values::startFetch()
{
    const Fetch &fetch = m_fetches.first();
    withStore([this, names = unknownSecrets(fetch.text, fetch.own)] { readSecrets(names); });
}

void Values::endFetch(bool isComplete)
{
    const Fetch fetch = m_fetches.takeFirst();
    const bool isNextWaiting = !m_fetches.isEmpty(); // Else `ready` itself starts what it asks for.
    if (isComplete && fetch.window)
        fetch.ready();
    if (isNextWaiting)
        startFetch();
}

/// One after the other, since a keychain may ask the person to unlock it.
void Values::readSecrets(const QStringList &names)
{
    QStringList left = names;
    left.removeIf([this](const QString &name) { return m_secrets.contains(name); });
    if (left.isEmpty() || !m_fetches.first().window)
        return endFetch(left.isEmpty());
    const QString name = left.first();
    m_store->read(name, this, [this, name, left](const Result<SecretStore::Secret> &read) {
        if (!read || !*read)
            return askForSecrets(left);
        m_secrets.insert(name, **read);
        readSecrets(left);
    });
}

void Values::askForSecrets(const QStringList &names)
{
    QWidget *window = m_fetches.first().window;
    if (!window)
        return endFetch(false);
    auto *dialog = new SecretDialog(names, m_store->whyNotPersistent(), window);
    const auto end = [this, isEnded = std::make_shared<bool>(false)](bool isComplete) {
        if (!std::exchange(*isEnded, true))
            endFetch(isComplete);
    };
    connect(dialog, &QDialog::accepted, this, [this, dialog, window, end] {
        const QHash<QString, QString> secrets = dialog->secrets();
        m_secrets.insert(secrets);
        if (m_store->isPersistent()) {
            for (auto it = secrets.begin(); it != secrets.end(); ++it)
                keep(it.key(), it.value(), window);
        }
        end(true);
    });
    connect(dialog, &QDialog::rejected, this, [end] { end(false); });
    connect(dialog, &QObject::destroyed, this, [end] { end(false); }); // with its window
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void Values::keep(const QString &name, const QString &secret, QWidget *window)
{
    m_store->write(name, secret, window, [this, name, window = QPointer(window)](const Result<> &written) {
        const QString why = written ? m_store->whyNotPersistent() : written.error().text();
        if (why.isEmpty() || !window)
            return;
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Secrets"),
                                    tr("The secret \"%1\" is known until Sonde ends. %2").arg(name, why),
                                    QMessageBox::Ok, window);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

QString Values::AddedSecrets::note() const
{
    if (names.isEmpty() || whyNotKept.isEmpty())
        return {};
    return tr("%Ln secret(s) will be forgotten when Sonde ends: %1", nullptr, clampedToInt(names.size()))
        .arg(whyNotKept);
}

struct Values::Adding
{
    QMap<QString, QString> left;
    QPointer<QWidget> window;
    std::function<void(const AddedSecrets &)> done;
    AddedSecrets added;
    int number = 1; ///< Behind the name of the first one that is left.
};

void Values::addSecrets(const QMap<QString, QString> &secrets, QWidget *window,
                        const std::function<void(const AddedSecrets &)> &done)
{
    auto adding = std::make_shared<Adding>(Adding{secrets, window, done, {}, 1});
    if (secrets.isEmpty())
        return done({});
    withStore([this, adding] { addNext(adding); });
}

/// One after the other, since a keychain may ask the person to unlock it.
void Values::addNext(const std::shared_ptr<Adding> &adding)
{
    if (!adding->window)
        return;
    if (adding->left.isEmpty())
        return adding->done(adding->added);
    const QString wanted = adding->left.firstKey();
    const QString name = adding->number == 1 ? wanted : u"%1-%2"_s.arg(wanted).arg(adding->number);
    m_store->read(name, this, [this, adding, name](const Result<SecretStore::Secret> &read) {
        const QString secret = adding->left.first();
        const QString other = read && *read ? **read : m_secrets.value(name, secret);
        if (other != secret) {
            ++adding->number;
            addNext(adding);
        } else {
            if (!read && !secret.isEmpty())
                adding->added.whyNotKept = read.error().text();
            addAs(adding, name, read.has_value());
        }
    });
}

/// What could not be read may be there, and stays as it is.
void Values::addAs(const std::shared_ptr<Adding> &adding, const QString &name, bool mayWrite)
{
    const QString secret = adding->left.first();
    if (!secret.isEmpty())
        m_secrets.insert(name, secret);
    if (secret.isEmpty() || !mayWrite)
        return finishAdding(adding, name);
    m_store->write(name, secret, this, [this, adding, name](const Result<> &written) {
        const QString why = written ? m_store->whyNotPersistent() : written.error().text();
        if (!why.isEmpty()) // one that is kept does not speak for the others
            adding->added.whyNotKept = why;
        finishAdding(adding, name);
    });
}

void Values::finishAdding(const std::shared_ptr<Adding> &adding, const QString &name)
{
    adding->added.names.insert(adding->left.firstKey(), name);
    adding->left.erase(adding->left.begin());
    adding->number = 1;
    addNext(adding);
}

} // namespace sonde
