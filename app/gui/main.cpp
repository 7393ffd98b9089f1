// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/appearance.h"
#include "gui/language.h"
#include "gui/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFontDatabase>
#include <QThreadPool>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"Sonde"_s);
    QApplication::setApplicationVersion(QStringLiteral(SONDE_VERSION));
    QApplication::setDesktopFileName(u"io.github.sonde.Sonde"_s);
    QApplication::setWindowIcon(sonde::programIcon());

    const sonde::Places places = sonde::Places::ofUser();
    sonde::applyLanguage(application, sonde::Program::languageSetting(places));

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "A WebSocket tester."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        u"ADDRESS"_s,
        QCoreApplication::translate("main", "Address to connect to, or capture file to open; a tab for each."),
        u"[ADDRESS|FILE…]"_s);
    parser.process(application);

    // Which fonts there are takes long to find out. It can be done while files are read and the menus are made.
    QThreadPool::globalInstance()->start([] { QFontDatabase::families(); });
    sonde::Program program(places);
    sonde::applyAppearance(application, program.settings().appearance);
    sonde::MainWindow window(program);
    window.start(parser.positionalArguments());
    window.show();
    return QApplication::exec();
}
