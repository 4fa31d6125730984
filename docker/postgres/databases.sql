-- A database for each shop of the demo, so that they share nothing.
create database javalin;
create database jetty;
