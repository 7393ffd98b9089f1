// SPDX-License-Identifier: GPL-3.0-or-later
// What a program of Qt Widgets takes at least to show a window: the floor of the time that Sonde takes.
#include <QApplication>
#include <QWidget>

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QWidget window;
    window.resize(1000, 650);
    window.show();
    return QApplication::exec();
}
