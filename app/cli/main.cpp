// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/abusecommand.h"
#include "cli/commandline.h"
#include "cli/connectcommand.h"
#include "cli/connectrun.h"
#include "cli/console.h"
#include "cli/listencommand.h"
#include "cli/logcommand.h"
#include "cli/profilescommand.h"
#include "cli/stopsignals.h"
#include "gui/language.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace sonde::cli;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cli)
};

int write(StandardOutput &output, const QString &text)
{
    const QByteArray bytes = text.toLocal8Bit();
    const bool isWritten = output.write(bytes) == bytes.size() || output.isBroken();
    return int(isWritten ? ExitCode::Ok : ExitCode::FileTrouble);
}

int stopped(const Trouble &trouble)
{
    complain(trouble.error);
    return int(trouble.code);
}

int stopped(const Error &wrongUsage)
{
    return stopped(Trouble{wrongUsage});
}

/// Runs one command until it says that it is finished.
template <typename Run, typename Read>
int run(const Command &command, const QStringList &words, Read readOptions)
{
    StopSignals stopSignals;
    StandardOutput output;
    const auto arguments = Arguments::parse(command, words);
    if (!arguments)
        return stopped(arguments.error());
    if (arguments->wantsHelp())
        return write(output, helpText(command));
    const auto options = readOptions(*arguments);
    if (!options)
        return stopped(options.error());
    Run work(*options, output);
    QObject::connect(&work, &Run::finished, &work, [](ExitCode code) { QCoreApplication::exit(int(code)); });
    QObject::connect(&stopSignals, &StopSignals::stopRequested, &work, &Run::stop);
    QMetaObject::invokeMethod(&work, &Run::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

int runCommand(const QStringList &words)
{
    const QList<Command> commands = {connectCommand(), logCommand(), listenCommand(), profilesCommand(),
                                     abuseCommand()};
    const QString name = words.value(0);
    const QStringList rest = words.mid(1);
    StandardOutput output;
    if (name == commands[0].name)
        return run<ConnectRun>(commands[0], rest, readConnectOptions);
    if (name == commands[1].name)
        return run<LogRun>(commands[1], rest, readLogOptions);
    if (name == commands[2].name)
        return run<ListenRun>(commands[2], rest, readListenOptions);
    if (name == commands[3].name)
        return run<ProfilesRun>(commands[3], rest, readProfilesOptions);
    if (name == commands[4].name)
        return run<AbuseCommandRun>(commands[4], rest, readAbuseOptions);
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1)
        return write(output, helpText(commands));
    if (name == "--version"_L1 || name == "-v"_L1)
        return write(output, u"sonde-cli " SONDE_VERSION "\n"_s);
    const QString hint = Texts::tr("Use connect, log, listen, profiles or abuse; sonde-cli --help tells more.");
    return stopped(name.isEmpty() ? Error{Texts::tr("There is no command."), hint}
                                  : Error{Texts::tr("\"%1\" is not a command.").arg(name), hint});
}

} // namespace

int main(int argc, char *argv[])
{
    openStandardDescriptors();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"sonde-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SONDE_VERSION));
    applyLanguage(application, {});
    return runCommand(QCoreApplication::arguments().mid(1));
}
