using Charity.Platform.Modules;

[assembly: Theme(Name = "The Admin", Description = "The staff theme: dense, calm, made for all day.", IsAdmin = true)]
