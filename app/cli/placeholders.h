// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline.h"
#include "cli/exitcode.h"
#include "cli/secretfinder.h"
#include "core/mask.h"
#include "net/echoserver.h"
#include "profile/variables.h"

namespace sonde::cli {

/// What placeholders stand for.
struct PlaceholderOptions
{
    bool areExpanded = false; ///< Else they are text like any other.
    QList<VariableLayer> layers = {};
    QString folder; ///< The workspace's.
    bool allowsProcessEnvironment = false;
    bool allowsOutsideFiles = false;
};

/// Reads the environments of the workspace in `folder`, too.
[[nodiscard]] tl::expected<PlaceholderOptions, Trouble> readPlaceholders(const Arguments &arguments,
                                                                         const QString &folder);

/// Puts values in place of placeholders, for `connect`. As in the window, {{echo}} is the built-in server, which is
/// started where it is needed.
class Placeholders final : public QObject
{
    Q_OBJECT

public:
    using Attempt = std::function<Result<>()>;
    using Done = std::function<void(const Result<> &)>;

    explicit Placeholders(PlaceholderOptions options, QObject *parent = nullptr);

    /// Does `attempt`, which calls expand(), again and again: as long as it lacks secrets that can be found. Then calls
    /// `done` with its outcome; later, or at once.
    void settle(const Attempt &attempt, const Done &done);

    [[nodiscard]] Result<Expansion> expand(const QString &text);
    [[nodiscard]] Result<Expansion> preview(const QString &text); ///< Likewise, but counters stay.

    /// Whether expand() failed in the last attempt.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    /// Hides the secrets that went in.
    [[nodiscard]] const Mask &mask() const { return m_mask; }

private:
    [[nodiscard]] Result<> prepareEcho(const QString &text);
    [[nodiscard]] Result<Expansion> noted(Result<Expansion> expansion);

    PlaceholderOptions m_options;
    SecretFinder m_finder;
    QStringList m_lacking; ///< The names of secrets.
    Variables m_variables;
    EchoServer m_echo;
    Mask m_mask;
    bool m_hasFailed = false;
};

} // namespace sonde::cli
