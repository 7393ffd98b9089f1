// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/values.h"

#include "gui/secretdialog.h"

#include <QMessageBox>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

bool hasPlaceholders(const QString &text)
{
    return text.contains(u"{{");
}

} // namespace

Values::Values(std::function<Result<QUrl>()> echoAddress, QObject *parent)
    : QObject(parent)
    , m_echoAddress(std::move(echoAddress))
{
}

QStringList Values::environments() const
{
    QStringList names = environmentNames(m_folder);
    names.removeAll(Default);
    return names;
}

Result<QList<VariableLayer>> Values::layers(const QString &text, const VariableLayer &own) const
{
    QList<VariableLayer> layers{own};
    const QStringList existing = environmentNames(m_folder);
    for (const QString &name : {m_environment, QString(Default)}) {
        if (!existing.contains(name))
            continue;
        const Result<Environment> environment = loadEnvironment(m_folder, name);
        if (!environment)
            return tl::unexpected(environment.error());
        layers.append({tr("environment %1").arg(name), environment->values});
    }
    // It is started when somebody needs it.
    const auto namesEcho = [](const Variable &variable) { return variable.value.contains(u"echo"); };
    const bool needsEcho = text.contains(u"echo") || std::ranges::any_of(layers, [&](const VariableLayer &layer) {
                               return std::ranges::any_of(layer.variables, namesEcho);
                           });
    if (needsEcho) {
        const Result<QUrl> echo = m_echoAddress();
        if (!echo)
            return tl::unexpected(echo.error());
        layers.append({tr("built-in server"), {{u"echo"_s, u"ws://127.0.0.1:%1"_s.arg(echo->port())}}});
    }
    return layers;
}

QList<VariableLayer> Values::names(const VariableLayer &own) const
{
    QList<VariableLayer> layers{own};
    const QStringList existing = environmentNames(m_folder);
    for (const QString &name : {m_environment, QString(Default)}) {
        if (!existing.contains(name))
            continue;
        if (const Result<Environment> environment = loadEnvironment(m_folder, name))
            layers.append({tr("environment %1").arg(name), environment->values});
    }
    layers.append({tr("built-in server"), {{u"echo"_s, {}}}});
    return layers;
}

VariableSources Values::sources() const
{
    VariableSources sources;
    sources.folder = m_folder;
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
    if (!hasPlaceholders(text))
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
    const QStringList names = unknownSecrets(text, own);
    if (names.isEmpty()) {
        ready();
    } else if (m_store) {
        readSecrets(names, window, ready);
    } else {
        openSecretStore(u"Sonde"_s, this,
                        [this, names, window = QPointer(window), ready](std::unique_ptr<SecretStore> store) {
                            if (!m_store)
                                m_store = std::move(store);
                            if (window)
                                readSecrets(names, window, ready);
                        });
    }
}

/// One after the other, since a keychain may ask the person to unlock it.
void Values::readSecrets(const QStringList &names, QWidget *window, const std::function<void()> &ready)
{
    QStringList left = names;
    left.removeIf([this](const QString &name) { return m_secrets.contains(name); });
    if (left.isEmpty())
        return ready();
    const QString name = left.first();
    m_store->read(name, this,
                  [this, name, left, window = QPointer(window), ready](const Result<SecretStore::Secret> &read) {
                      if (!window)
                          return;
                      if (!read || !*read)
                          return askForSecrets(left, window, ready);
                      m_secrets.insert(name, **read);
                      readSecrets(left, window, ready);
                  });
}

void Values::askForSecrets(const QStringList &names, QWidget *window, const std::function<void()> &ready)
{
    auto *dialog = new SecretDialog(names, m_store->whyNotPersistent(), window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, window, ready] {
        const QHash<QString, QString> secrets = dialog->secrets();
        m_secrets.insert(secrets);
        if (m_store->isPersistent()) {
            for (auto it = secrets.begin(); it != secrets.end(); ++it)
                keep(it.key(), it.value(), window);
        }
        ready();
    });
    dialog->open();
}

void Values::keep(const QString &name, const QString &secret, QWidget *window)
{
    m_store->write(name, secret, window, [name, window](const Result<> &written) {
        if (written)
            return;
        auto *box =
            new QMessageBox(QMessageBox::Warning, tr("Secrets"),
                            tr("The secret \"%1\" is known until Sonde ends. %2").arg(name, written.error().text()),
                            QMessageBox::Ok, window);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

} // namespace sonde
