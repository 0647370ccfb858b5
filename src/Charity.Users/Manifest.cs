using Charity.Platform.Modules;

[assembly: Module(Name = "Users", Description = "Accounts, roles, second factor, sessions and the donor's privacy rights.")]
